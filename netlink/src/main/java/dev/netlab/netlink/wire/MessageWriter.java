package dev.netlab.netlink.wire;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Writes one message: first the family's fixed header ({@code header8} to {@code header64}), then
 * attributes. Numbers are in native byte order unless the method says {@code be} (big-endian, as
 * netfilter and tunnels want theirs).
 */
public final class MessageWriter {
  private final int type;
  private final int flags;
  private ByteBuffer bytes = ByteBuffer.allocate(128).order(ByteOrder.nativeOrder());

  /**
   * @param type {@code nlmsg_type}
   * @param flags {@code nlmsg_flags}; the socket adds NLM_F_REQUEST and what it needs for the ack
   */
  public MessageWriter(int type, int flags) {
    this.type = type;
    this.flags = flags;
  }

  public MessageWriter header8(int value) {
    room(1).put((byte) value);
    return this;
  }

  public MessageWriter header16(int value) {
    room(2).putShort((short) value);
    return this;
  }

  public MessageWriter header32(int value) {
    room(4).putInt(value);
    return this;
  }

  public MessageWriter headerBe16(int value) {
    room(2).put((byte) (value >> 8)).put((byte) value);
    return this;
  }

  public MessageWriter headerBytes(byte[] value) {
    room(value.length).put(value);
    return this;
  }

  public MessageWriter u8(int attribute, int value) {
    attribute(attribute, 1).put((byte) value);
    return pad();
  }

  public MessageWriter u16(int attribute, int value) {
    attribute(attribute, 2).putShort((short) value);
    return pad();
  }

  public MessageWriter u32(int attribute, int value) {
    attribute(attribute, 4).putInt(value);
    return this;
  }

  public MessageWriter u64(int attribute, long value) {
    attribute(attribute, 8).putLong(value);
    return this;
  }

  public MessageWriter be16(int attribute, int value) {
    attribute(attribute, 2).put((byte) (value >> 8)).put((byte) value);
    return pad();
  }

  public MessageWriter be32(int attribute, int value) {
    return u32(attribute, bigEndian() ? value : Integer.reverseBytes(value));
  }

  public MessageWriter be64(int attribute, long value) {
    return u64(attribute, bigEndian() ? value : Long.reverseBytes(value));
  }

  /** Text with the NUL at its end that {@code NLA_NUL_STRING} wants. */
  public MessageWriter string(int attribute, String value) {
    byte[] text = value.getBytes(StandardCharsets.UTF_8);
    attribute(attribute, text.length + 1).put(text).put((byte) 0);
    return pad();
  }

  public MessageWriter bytes(int attribute, byte[] value) {
    attribute(attribute, value.length).put(value);
    return pad();
  }

  /** Four bytes of an IPv4 address, sixteen of an IPv6 one, in network order. */
  public MessageWriter address(int attribute, InetAddress value) {
    return bytes(attribute, value.getAddress());
  }

  /** An attribute that says something by being there. */
  public MessageWriter flag(int attribute) {
    attribute(attribute, 0);
    return this;
  }

  /**
   * An attribute that holds what {@code content} writes: attributes, or a header and attributes. It
   * is marked NLA_F_NESTED, which newer families demand and older ones ignore.
   */
  public MessageWriter nest(int attribute, Consumer<MessageWriter> content) {
    return container(attribute | Netlink.NLA_F_NESTED, content);
  }

  /** As {@link #nest} without NLA_F_NESTED, for what only looks like a nest (RTA_MULTIPATH). */
  public MessageWriter container(int attribute, Consumer<MessageWriter> content) {
    int start = bytes.position();
    attribute(attribute, 0);
    content.accept(this);
    int length = bytes.position() - start;
    if (length > 0xffff) {
      throw new IllegalArgumentException(
          "attribute " + attribute + " has " + length + " bytes, netlink allows 65535");
    }
    bytes.putShort(start, (short) length);
    return pad();
  }

  /** Bytes written so far, for what must say its own length (struct rtnexthop). */
  public int position() {
    return bytes.position();
  }

  /** Changes 16 bits written before, at a {@link #position}. */
  public MessageWriter patch16(int position, int value) {
    bytes.putShort(position, (short) value);
    return this;
  }

  /** The message as written so far. */
  public Message message() {
    byte[] body = new byte[bytes.position()];
    bytes.get(0, body);
    return new Message(type, flags, 0, 0, ByteBuffer.wrap(body));
  }

  private ByteBuffer attribute(int attribute, int length) {
    if (length + 4 > 0xffff) {
      throw new IllegalArgumentException(
          "attribute " + attribute + " has " + length + " bytes, netlink allows 65531");
    }
    pad();
    return room(Netlink.align(length) + 4)
        .putShort((short) (length + 4))
        .putShort((short) attribute);
  }

  private MessageWriter pad() {
    int padding = Netlink.align(bytes.position()) - bytes.position();
    room(padding);
    for (; padding > 0; padding--) {
      bytes.put((byte) 0);
    }
    return this;
  }

  private ByteBuffer room(int size) {
    if (bytes.remaining() < size) {
      int capacity = Math.max(bytes.capacity() * 2, bytes.position() + size);
      bytes = ByteBuffer.allocate(capacity).order(ByteOrder.nativeOrder()).put(bytes.flip());
    }
    return bytes;
  }

  private static boolean bigEndian() {
    return ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN;
  }
}
