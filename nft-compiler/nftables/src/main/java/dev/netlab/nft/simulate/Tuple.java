package dev.netlab.nft.simulate;

import dev.netlab.ip.IpAddress;
import dev.netlab.nft.value.Protocol;

/** One direction of a connection, as connection tracking identifies it. */
public record Tuple(
    Protocol protocol, IpAddress source, int sourcePort, IpAddress destination, int port) {
  /** The other direction. */
  public Tuple reversed() {
    return new Tuple(protocol, destination, port, source, sourcePort);
  }

  @Override
  public String toString() {
    return "%s %s:%d > %s:%d".formatted(protocol, source, sourcePort, destination, port);
  }
}
