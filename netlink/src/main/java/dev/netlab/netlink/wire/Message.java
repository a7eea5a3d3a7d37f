package dev.netlab.netlink.wire;

import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.syscall.Errno;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * One netlink message: {@code struct nlmsghdr} and what follows it.
 *
 * @param type {@code nlmsg_type}
 * @param flags {@code nlmsg_flags}
 * @param sequence {@code nlmsg_seq}; 0 in a message not sent yet, the socket numbers it
 * @param port {@code nlmsg_pid}; 0 is the kernel
 * @param body the family's fixed header and the attributes, in native byte order; each call of the
 *     accessor gives a fresh read-only view from its first byte
 */
public record Message(int type, int flags, int sequence, int port, ByteBuffer body) {
  public Message {
    body = body.asReadOnlyBuffer().order(ByteOrder.nativeOrder());
  }

  @Override
  public ByteBuffer body() {
    return body.duplicate().order(ByteOrder.nativeOrder());
  }

  /** Bytes of the message on the wire, header and padding included. */
  public int size() {
    return Netlink.align(Netlink.HEADER + body.remaining());
  }

  /** The attributes after a fixed header of {@code headerSize} bytes. */
  public Attributes attributes(int headerSize) {
    int start = Netlink.align(headerSize);
    if (body.remaining() <= start) {
      return Attributes.NONE;
    }
    ByteBuffer bytes = body();
    return Attributes.read(bytes.position(bytes.position() + start));
  }

  /** Puts the message at the buffer's position with the flags and sequence it shall travel with. */
  public void write(ByteBuffer to, int travelFlags, int travelSequence) {
    int length = Netlink.HEADER + body.remaining();
    to.putInt(length).putShort((short) type).putShort((short) travelFlags);
    to.putInt(travelSequence).putInt(port).put(body());
    for (int padding = Netlink.align(length) - length; padding > 0; padding--) {
      to.put((byte) 0);
    }
  }

  /**
   * The messages of one datagram, from the buffer's position to its limit. They are views of the
   * buffer's memory.
   *
   * @throws KernelException EPROTO if a length runs out of the datagram
   */
  public static List<Message> readAll(ByteBuffer datagram) {
    ByteBuffer rest = datagram.duplicate().order(ByteOrder.nativeOrder());
    List<Message> messages = new ArrayList<>();
    while (rest.remaining() >= Netlink.HEADER) {
      int start = rest.position();
      int length = rest.getInt(start);
      if (length < Netlink.HEADER || length > rest.remaining()) {
        throw new KernelException(
            "read a netlink message",
            Errno.EPROTO,
            "length " + length + " in a datagram with " + rest.remaining() + " bytes left");
      }
      messages.add(
          new Message(
              Short.toUnsignedInt(rest.getShort(start + 4)),
              Short.toUnsignedInt(rest.getShort(start + 6)),
              rest.getInt(start + 8),
              rest.getInt(start + 12),
              rest.slice(start + Netlink.HEADER, length - Netlink.HEADER)));
      rest.position(Math.min(start + Netlink.align(length), rest.limit()));
    }
    return messages;
  }
}
