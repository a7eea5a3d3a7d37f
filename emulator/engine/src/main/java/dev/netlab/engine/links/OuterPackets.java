package dev.netlab.engine.links;

import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.syscall.Const;
import dev.netlab.netlink.syscall.Errno;
import dev.netlab.netlink.syscall.Fd;
import dev.netlab.netlink.syscall.Memory;
import dev.netlab.netlink.syscall.Sys;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Packets that leave by one {@code sendmmsg(2)}: each is a header written here and a payload left
 * where it is, with a TOS and TTL of its own as control messages. Reused without allocating.
 */
final class OuterPackets {
  static final int SLOTS = 64;

  /** Room for outer headers and, where a long packet is cut, a copy of the inner ones. */
  static final int HEADER_SPACE = 256;

  private static final int MMSGHDR = 64;
  private static final int IOVEC = 16;
  private static final int CONTROL = 96;
  private static final int CMSGHDR = 16;
  private static final int SOL_IP = 0;
  private static final int IP_TOS = 1;
  private static final int IP_TTL = 2;
  private static final int IP_PKTINFO = 8;
  private static final int SOL_IPV6 = 41;
  private static final int IPV6_HOPLIMIT = 52;
  private static final int IPV6_TCLASS = 67;

  private final ByteBuffer headers =
      Memory.allocate(SLOTS * HEADER_SPACE).order(ByteOrder.BIG_ENDIAN);
  private final ByteBuffer messages = Memory.allocate(SLOTS * MMSGHDR);
  private final ByteBuffer vectors = Memory.allocate(SLOTS * 2 * IOVEC);
  private final ByteBuffer controls = Memory.allocate(SLOTS * CONTROL);
  private final int[] counted = new int[SLOTS];
  // The kernel sees bare addresses: what they point to must stay reachable.
  private final @Nullable ByteBuffer[] payloads = new @Nullable ByteBuffer[SLOTS];
  private final @Nullable ByteBuffer[] endpoints = new @Nullable ByteBuffer[SLOTS];

  private @Nullable Fd socket;
  private GeneveCounters.@Nullable Tally counters;
  private int count;
  private int control;

  /** Whose packets the following are, and the socket they leave by; sends those of others. */
  void via(Fd fd, GeneveCounters.Tally owner) {
    if (socket != fd || counters != owner || count == SLOTS) {
      flush();
    }
    socket = fd;
    counters = owner;
  }

  /** Where the next packet's header is to be written, in {@link #headers}. */
  int at() {
    return count * HEADER_SPACE;
  }

  ByteBuffer headers() {
    return headers;
  }

  /** Control messages of the next packet: IPv4. Zero leaves the socket's own. */
  void ipv4(int tos, int ttl, int source) {
    control = 0;
    if (tos != 0) {
      control(SOL_IP, IP_TOS, tos);
    }
    if (ttl != 0) {
      control(SOL_IP, IP_TTL, ttl);
    }
    if (source != 0) {
      int data = header(SOL_IP, IP_PKTINFO, 12);
      int inOrder =
          controls.order() == ByteOrder.BIG_ENDIAN ? source : Integer.reverseBytes(source);
      controls.putInt(data, 0).putInt(data + 4, inOrder).putInt(data + 8, 0);
    }
  }

  /** Control messages of the next packet: IPv6. Zero leaves the socket's own. */
  void ipv6(int trafficClass, int hopLimit) {
    control = 0;
    if (trafficClass != 0) {
      control(SOL_IPV6, IPV6_TCLASS, trafficClass);
    }
    if (hopLimit != 0) {
      control(SOL_IPV6, IPV6_HOPLIMIT, hopLimit);
    }
  }

  private void control(int level, int type, int value) {
    controls.putInt(header(level, type, 4), value);
  }

  private int header(int level, int type, int length) {
    int at = count * CONTROL + control;
    controls.putLong(at, CMSGHDR + length).putInt(at + 8, level).putInt(at + 12, type);
    control += CMSGHDR + ((length + 7) & ~7);
    return at + CMSGHDR;
  }

  /**
   * Takes the packet in.
   *
   * @param to a {@code sockaddr}, whole
   * @param headerLength bytes written at {@link #at}
   * @param frameLength what the counters count
   */
  void add(
      ByteBuffer to, int headerLength, ByteBuffer payload, int from, int length, int frameLength) {
    int vector = count * 2 * IOVEC;
    vectors.putLong(vector, Memory.address(headers) + at()).putLong(vector + 8, headerLength);
    vectors.putLong(vector + 16, Memory.address(payload) + from).putLong(vector + 24, length);
    int message = count * MMSGHDR;
    messages.putLong(message, Memory.address(to)).putLong(message + 8, to.capacity());
    messages.putLong(message + 16, Memory.address(vectors) + vector).putLong(message + 24, 2);
    messages.putLong(message + 32, Memory.address(controls) + (long) count * CONTROL);
    messages.putLong(message + 40, control).putLong(message + 48, 0).putLong(message + 56, 0);
    payloads[count] = payload;
    endpoints[count] = to;
    counted[count] = frameLength;
    count++;
    control = 0;
  }

  /** Sends all; what the kernel refuses is counted as an error and the rest is sent. */
  void flush() {
    Fd fd = socket;
    GeneveCounters.Tally owner = counters;
    if (fd == null || owner == null || count == 0) {
      return;
    }
    int next = 0;
    while (next < count) {
      int sent = send(fd, next);
      for (int i = next; i < next + sent; i++) {
        owner.sent(counted[i]);
      }
      next += sent;
      if (sent == 0) {
        owner.sendErrors.incrementAndGet();
        next++;
      }
    }
    count = 0;
  }

  /** How many from {@code next} on were sent; 0 where that one was refused. */
  private int send(Fd fd, int next) {
    messages.position(next * MMSGHDR);
    try {
      return Math.max(0, Sys.sendmmsg("send", fd, messages, count - next, Const.MSG_DONTWAIT));
    } catch (KernelException e) {
      if (e.errno() == Errno.EBADF) {
        throw e;
      }
      return 0;
    } finally {
      messages.position(0);
    }
  }
}
