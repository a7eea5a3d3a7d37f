package dev.netlab.packet;

import java.util.List;

/**
 * An ICMP message (RFC 792).
 *
 * @param rest the second 32-bit word of the header, whose meaning the type gives
 * @param length bytes of the whole message
 * @param quoted the layers of the packet that an error message quotes, from its IP header on; empty
 *     for other messages. They are no part of the carrying packet's own layers.
 */
public record Icmp(
    int offset, int type, int code, int checksum, int rest, int length, List<Layer> quoted)
    implements Layer {
  public static final int ECHO_REPLY = 0;
  public static final int UNREACHABLE = 3;
  public static final int REDIRECT = 5;
  public static final int ECHO_REQUEST = 8;
  public static final int TIME_EXCEEDED = 11;
  public static final int PARAMETER_PROBLEM = 12;

  public Icmp {
    quoted = List.copyOf(quoted);
  }

  /** The identifier of an echo message. */
  public int id() {
    return rest >>> 16;
  }

  /** The sequence number of an echo message. */
  public int sequence() {
    return rest & 0xffff;
  }

  /** The next hop's MTU in "fragmentation needed" (RFC 1191), bytes. */
  public int mtu() {
    return rest & 0xffff;
  }

  public boolean isEcho() {
    return type == ECHO_REQUEST || type == ECHO_REPLY;
  }
}
