package dev.netlab.netlink.wire;

import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.syscall.Errno;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of a message or of a nest in the order they came, known and unknown alike.
 *
 * @param all every attribute
 */
public record Attributes(List<Attribute> all) {
  public static final Attributes NONE = new Attributes(List.of());

  public Attributes {
    all = List.copyOf(all);
  }

  /**
   * Reads from the buffer's position to its limit.
   *
   * @throws KernelException EPROTO if a length runs out of the buffer
   */
  public static Attributes read(ByteBuffer bytes) {
    ByteBuffer rest = bytes.duplicate().order(ByteOrder.nativeOrder());
    List<Attribute> all = new ArrayList<>();
    while (rest.remaining() >= 4) {
      int start = rest.position();
      int length = Short.toUnsignedInt(rest.getShort(start));
      int type = Short.toUnsignedInt(rest.getShort(start + 2));
      if (length < 4 || length > rest.remaining()) {
        throw new KernelException(
            "read netlink attribute " + (type & Netlink.NLA_TYPE_MASK),
            Errno.EPROTO,
            "length " + length + " with " + rest.remaining() + " bytes left");
      }
      all.add(
          new Attribute(
              type & Netlink.NLA_TYPE_MASK,
              type & ~Netlink.NLA_TYPE_MASK,
              rest.slice(start + 4, length - 4)));
      rest.position(Math.min(start + Netlink.align(length), rest.limit()));
    }
    return new Attributes(all);
  }

  /** The first attribute of that type, null where there is none. */
  public @Nullable Attribute find(int type) {
    for (Attribute attribute : all) {
      if (attribute.type() == type) {
        return attribute;
      }
    }
    return null;
  }

  public boolean has(int type) {
    return find(type) != null;
  }

  /** The attributes inside the first of that type; none where it is absent. */
  public Attributes nest(int type) {
    Attribute found = find(type);
    return found == null ? NONE : found.attributes();
  }

  public int u8(int type, int absent) {
    Attribute found = find(type);
    return found == null ? absent : found.u8();
  }

  public int u16(int type, int absent) {
    Attribute found = find(type);
    return found == null ? absent : found.u16();
  }

  public int u32(int type, int absent) {
    Attribute found = find(type);
    return found == null ? absent : found.u32();
  }

  public long u64(int type, long absent) {
    Attribute found = find(type);
    return found == null ? absent : found.u64();
  }

  public int be16(int type, int absent) {
    Attribute found = find(type);
    return found == null ? absent : found.be16();
  }

  public int be32(int type, int absent) {
    Attribute found = find(type);
    return found == null ? absent : found.be32();
  }

  public String string(int type, String absent) {
    Attribute found = find(type);
    return found == null ? absent : found.string();
  }

  public @Nullable InetAddress address(int type) {
    Attribute found = find(type);
    return found == null ? null : found.address();
  }
}
