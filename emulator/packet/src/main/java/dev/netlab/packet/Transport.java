package dev.netlab.packet;

/** A header with ports. */
public sealed interface Transport extends Layer permits Udp, Tcp {
  int sourcePort();

  int destinationPort();

  /** The checksum in the frame; an outgoing frame may not have it filled in yet. */
  int checksum();

  /** The number of bytes after the header. */
  int payloadLength();
}
