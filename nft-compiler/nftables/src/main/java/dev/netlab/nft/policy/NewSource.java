package dev.netlab.nft.policy;

import dev.netlab.ip.IpAddress;

/** What the source of a forwarded connection becomes, so that replies come back this way. */
public sealed interface NewSource {
  /** The first address of the interface the packet leaves by. */
  record Masquerade(PortChoice ports) implements NewSource {}

  /** One address, which need not be on any interface: twice-NAT. */
  record Fixed(IpAddress address) implements NewSource {}
}
