package dev.netlab.netlink.wire;

/** Numbers of Linux's {@code linux/netlink.h} that every protocol shares. */
public final class Netlink {
  /** {@code sizeof(struct nlmsghdr)}. */
  public static final int HEADER = 16;

  public static final int NLMSG_ERROR = 2;
  public static final int NLMSG_DONE = 3;

  public static final int NLM_F_REQUEST = 0x01;
  public static final int NLM_F_ACK = 0x04;
  public static final int NLM_F_DUMP_INTR = 0x10;

  public static final int NLM_F_DUMP = 0x300;

  public static final int NLM_F_REPLACE = 0x100;
  public static final int NLM_F_EXCL = 0x200;
  public static final int NLM_F_CREATE = 0x400;
  public static final int NLM_F_APPEND = 0x800;

  public static final int NLM_F_CAPPED = 0x100;
  public static final int NLM_F_ACK_TLVS = 0x200;

  public static final int NLA_F_NESTED = 0x8000;
  public static final int NLA_TYPE_MASK = 0x3fff;

  private Netlink() {}

  /** {@code NLMSG_ALIGN} and {@code NLA_ALIGN}: lengths are padded to four bytes. */
  public static int align(int length) {
    return (length + 3) & ~3;
  }
}
