package dev.netlab.netlink.wire;

import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.syscall.Errno;
import java.nio.ByteBuffer;

/**
 * What NLMSG_ERROR, or the NLMSG_DONE at the end of a dump, says ({@code struct nlmsgerr} and the
 * extended ACK of {@code enum nlmsgerr_attrs}).
 *
 * @param sequence the request it answers
 * @param errno positive, 0 for success
 * @param text the kernel's own words, empty where it gave none; on success they are a warning
 * @param offset byte offset in the request of the attribute the kernel disliked, -1 if not said
 * @param missing type of an attribute that the kernel misses, -1 if not said
 */
public record Acknowledgement(int sequence, int errno, String text, int offset, int missing) {
  private static final int NLMSGERR_ATTR_MSG = 1;
  private static final int NLMSGERR_ATTR_OFFS = 2;
  private static final int NLMSGERR_ATTR_MISS_TYPE = 5;

  /** Reads NLMSG_ERROR: the error, the header of the request (its body too unless capped), TLVs. */
  public static Acknowledgement ofError(Message message) {
    ByteBuffer body = message.body();
    if (body.remaining() < 4 + Netlink.HEADER) {
      throw new KernelException("read a netlink acknowledgement", Errno.EPROTO, "it is too short");
    }
    int start = body.position();
    int tlvs = 4 + Netlink.HEADER;
    if ((message.flags() & Netlink.NLM_F_CAPPED) == 0) {
      tlvs = 4 + Netlink.align(body.getInt(start + 4));
    }
    return read(message, -body.getInt(start), tlvs);
  }

  /** Reads NLMSG_DONE: the error at the end of a dump, then TLVs. */
  public static Acknowledgement ofDone(Message message) {
    ByteBuffer body = message.body();
    return read(message, body.remaining() < 4 ? 0 : -body.getInt(body.position()), 4);
  }

  private static Acknowledgement read(Message message, int errno, int tlvs) {
    Attributes extended =
        (message.flags() & Netlink.NLM_F_ACK_TLVS) == 0
            ? Attributes.NONE
            : message.attributes(tlvs);
    return new Acknowledgement(
        message.sequence(),
        errno,
        extended.string(NLMSGERR_ATTR_MSG, ""),
        extended.u32(NLMSGERR_ATTR_OFFS, -1),
        extended.u32(NLMSGERR_ATTR_MISS_TYPE, -1));
  }
}
