package dev.netlab.netlink.wire;

import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.syscall.Errno;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * One attribute ({@code struct nlattr}). Each accessor reads the value as what the caller knows it
 * to be.
 *
 * @param type {@code nla_type} without the NLA_F_ flags
 * @param flags the NLA_F_ flags alone
 * @param value the payload without padding, in native byte order; each call gives a fresh view
 */
public record Attribute(int type, int flags, ByteBuffer value) {
  public Attribute {
    value = value.asReadOnlyBuffer().order(ByteOrder.nativeOrder());
  }

  @Override
  public ByteBuffer value() {
    return value.duplicate().order(ByteOrder.nativeOrder());
  }

  public int u8() {
    return Byte.toUnsignedInt(at(1).get(value.position()));
  }

  public int u16() {
    return Short.toUnsignedInt(at(2).getShort(value.position()));
  }

  /** 32 bits; those with the top bit set come out negative ({@link Integer#toUnsignedString}). */
  public int u32() {
    return at(4).getInt(value.position());
  }

  public long u64() {
    return at(8).getLong(value.position());
  }

  public int be16() {
    return u8() << 8 | Byte.toUnsignedInt(at(2).get(value.position() + 1));
  }

  public int be32() {
    return at(4).duplicate().order(ByteOrder.BIG_ENDIAN).getInt(value.position());
  }

  public long be64() {
    return at(8).duplicate().order(ByteOrder.BIG_ENDIAN).getLong(value.position());
  }

  /** Text up to the first NUL. */
  public String string() {
    byte[] text = bytes();
    int length = 0;
    while (length < text.length && text[length] != 0) {
      length++;
    }
    return new String(text, 0, length, StandardCharsets.UTF_8);
  }

  public byte[] bytes() {
    byte[] copy = new byte[value.remaining()];
    value().get(copy);
    return copy;
  }

  /** An IPv4 or IPv6 address, by its length. */
  public InetAddress address() {
    try {
      return InetAddress.getByAddress(bytes());
    } catch (UnknownHostException e) {
      throw unfit("4 or 16");
    }
  }

  /** The attributes that this one holds. */
  public Attributes attributes() {
    return Attributes.read(value());
  }

  /** The attributes after a fixed header of {@code headerSize} bytes inside this one. */
  public Attributes attributes(int headerSize) {
    ByteBuffer rest = at(headerSize).duplicate();
    return Attributes.read(rest.position(rest.position() + headerSize));
  }

  private ByteBuffer at(int size) {
    if (value.remaining() < size) {
      throw unfit(Integer.toString(size));
    }
    return value;
  }

  private KernelException unfit(String wanted) {
    return new KernelException(
        "read netlink attribute " + type,
        Errno.EPROTO,
        "it has " + value.remaining() + " bytes where " + wanted + " were expected");
  }
}
