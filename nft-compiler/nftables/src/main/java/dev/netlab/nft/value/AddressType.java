package dev.netlab.nft.value;

/** How the routing tables classify an address (RTN_* of linux/rtnetlink.h). */
public enum AddressType {
  UNICAST,
  LOCAL,
  BROADCAST,
  MULTICAST
}
