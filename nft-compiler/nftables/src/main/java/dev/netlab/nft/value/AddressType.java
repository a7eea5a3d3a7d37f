package dev.netlab.nft.value;

/** What the routing tables say of an address (RTN_* of linux/rtnetlink.h). */
public enum AddressType {
  UNICAST,
  LOCAL,
  BROADCAST,
  MULTICAST
}
