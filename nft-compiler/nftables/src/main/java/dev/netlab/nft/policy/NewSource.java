package dev.netlab.nft.policy;

import dev.netlab.ip.IpAddress;

/** The new source of a forwarded connection, so that replies come back through this node. */
public sealed interface NewSource {
  /** The first address of the output interface. */
  record Masquerade(PortChoice ports) implements NewSource {}

  /** A fixed address, which need not be assigned to any interface: twice-NAT. */
  record Fixed(IpAddress address) implements NewSource {}
}
