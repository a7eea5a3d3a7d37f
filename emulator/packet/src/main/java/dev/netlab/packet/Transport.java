package dev.netlab.packet;

/** A header with ports. */
public sealed interface Transport extends Layer permits Udp, Tcp {
  int sourcePort();

  int destinationPort();

  /** As it stands in the frame: a frame seen on the way out may not have it filled in yet. */
  int checksum();

  /** Bytes that follow the header. */
  int payloadLength();
}
