package dev.netlab.packet;

import java.util.List;

/**
 * An ICMP message (RFC 792).
 *
 * @param rest the second 32-bit word of the header, whose meaning depends on the type
 * @param length of the whole message, in bytes
 * @param quoted the layers of the packet that an error message quotes, from its IP header on; empty
 *     for other messages. They are not among the layers of the packet that carries the message.
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

  /** The next hop's MTU in a "fragmentation needed" message (RFC 1191), in bytes. */
  public int mtu() {
    return rest & 0xffff;
  }

  public boolean isEcho() {
    return type == ECHO_REQUEST || type == ECHO_REPLY;
  }
}
