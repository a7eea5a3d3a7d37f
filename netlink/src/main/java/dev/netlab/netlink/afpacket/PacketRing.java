package dev.netlab.netlink.afpacket;

import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.syscall.Const;
import dev.netlab.netlink.syscall.Errno;
import dev.netlab.netlink.syscall.Fd;
import dev.netlab.netlink.syscall.Memory;
import dev.netlab.netlink.syscall.Poller;
import dev.netlab.netlink.syscall.Sys;
import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A {@code TPACKET_V3} receive ring (packet(7), the kernel's packet_mmap.rst): captures on the
 * interfaces of the network namespace it was opened in. One thread drains it; any may {@link
 * #close} it.
 */
public final class PacketRing implements AutoCloseable {
  private static final int SOL_PACKET = 263;
  private static final int PACKET_RX_RING = 5;
  private static final int PACKET_STATISTICS = 6;
  private static final int PACKET_VERSION = 10;
  private static final int PACKET_RESERVE = 12;
  private static final int TPACKET_V3 = 2;
  private static final int ETH_P_ALL = 3;
  private static final long SIOCGIFNAME = 0x8910;

  private static final int BLOCK_STATUS = 8;
  private static final int BLOCK_PACKETS = 12;
  private static final int BLOCK_FIRST = 16;
  private static final int TP_STATUS_USER = 1;

  private final Fd fd;
  private final ByteBuffer ring;
  private final int blocks;
  private final ReentrantLock receiving = new ReentrantLock();
  private int block;
  private Statistics statistics = new Statistics(0, 0);

  private PacketRing(Fd fd, ByteBuffer ring, int blocks) {
    this.fd = fd;
    this.ring = ring;
    this.blocks = blocks;
  }

  /**
   * Packets since the ring was opened.
   *
   * @param seen those that passed the filter, dropped ones too
   * @param dropped those for which the ring had no room: gaps in what was received
   */
  public record Statistics(long seen, long dropped) {}

  /** Opens a ring in the calling thread's network namespace; it captures from then on. */
  public static PacketRing open(RingOptions options) {
    String what = "open a packet ring on " + target(options.interfaceIndex());
    // Protocol 0 receives nothing: the ring and the filter must be there before the first packet.
    Fd fd = Sys.socket(what, Const.AF_PACKET, Const.SOCK_RAW | Const.O_NONBLOCK, 0);
    try {
      Sys.setsockopt(what, fd, SOL_PACKET, PACKET_VERSION, TPACKET_V3);
      Sys.setsockopt(what, fd, SOL_PACKET, PACKET_RESERVE, Frame.TAG);
      options.filter().ifPresent(program -> attach(fd, program));
      Sys.setsockopt(what, fd, SOL_PACKET, PACKET_RX_RING, request(options));
      ByteBuffer ring = Sys.mmapShared(what, fd, options.blocks() * RingOptions.BLOCK_BYTES);
      try {
        bind(what, fd, options.interfaceIndex());
      } catch (KernelException e) {
        Sys.munmap(ring);
        throw e;
      }
      return new PacketRing(fd, ring, options.blocks());
    } catch (RuntimeException | Error e) {
      fd.close();
      throw e;
    }
  }

  private static String target(int index) {
    return index == 0 ? "every interface" : "interface " + index;
  }

  private static void attach(Fd fd, BpfProgram program) {
    ByteBuffer instructions = program.structures();
    ByteBuffer fprog = Memory.allocate(16).putShort(0, (short) program.instructions().size());
    fprog.putLong(8, Memory.address(instructions));
    try {
      Sys.setsockopt("attach a packet filter", fd, Const.SOL_SOCKET, Const.SO_ATTACH_FILTER, fprog);
    } finally {
      Reference.reachabilityFence(instructions);
    }
  }

  /** {@code struct tpacket_req3}; in version 3 the frame size says nothing but must fit. */
  private static ByteBuffer request(RingOptions options) {
    int frame = 2048;
    return Memory.allocate(28)
        .putInt(0, RingOptions.BLOCK_BYTES)
        .putInt(4, options.blocks())
        .putInt(8, frame)
        .putInt(12, RingOptions.BLOCK_BYTES / frame * options.blocks())
        .putInt(16, (int) options.blockTimeout().toMillis());
  }

  private static void bind(String what, Fd fd, int interfaceIndex) {
    ByteBuffer address = Memory.allocate(20).putShort(0, (short) Const.AF_PACKET);
    address.order(ByteOrder.BIG_ENDIAN).putShort(2, (short) ETH_P_ALL);
    Sys.bind(what, fd, address.order(ByteOrder.nativeOrder()).putInt(4, interfaceIndex));
  }

  /** For a {@link Poller}; when it is ready, {@link #drain}. */
  public Fd fd() {
    return fd;
  }

  /**
   * Passes on the packets that the kernel has released, without waiting.
   *
   * @return how many packets
   */
  public int drain(PacketHandler handler) {
    receiving.lock();
    try {
      int packets = 0;
      for (int i = 0; i < blocks && fd.isOpen() && isReady(); i++) {
        packets += handOver(handler);
      }
      return packets;
    } finally {
      receiving.unlock();
    }
  }

  private boolean isReady() {
    int status = ring.getInt(block * RingOptions.BLOCK_BYTES + BLOCK_STATUS);
    VarHandle.acquireFence();
    return (status & TP_STATUS_USER) != 0;
  }

  private int handOver(PacketHandler handler) {
    int start = block * RingOptions.BLOCK_BYTES;
    try {
      int packets = ring.getInt(start + BLOCK_PACKETS);
      int at = start + ring.getInt(start + BLOCK_FIRST);
      for (int i = 0; i < packets; i++) {
        handler.packet(Frame.read(ring, at));
        at += Frame.next(ring, at);
      }
      return packets;
    } finally {
      VarHandle.releaseFence();
      ring.putInt(start + BLOCK_STATUS, 0);
      block = (block + 1) % blocks;
    }
  }

  /**
   * The current name of an interface of the ring's namespace; empty if it is gone ({@code
   * SIOCGIFNAME} of netdevice(7)).
   */
  public Optional<String> interfaceName(int index) {
    ByteBuffer request = Memory.allocate(40).putInt(16, index);
    try {
      Sys.ioctl("name interface " + index, fd, SIOCGIFNAME, request);
    } catch (KernelException e) {
      if (e.errno() == Errno.ENODEV) {
        return Optional.empty();
      }
      throw e;
    }
    int length = 0;
    while (length < 16 && request.get(length) != 0) {
      length++;
    }
    return Optional.of(StandardCharsets.UTF_8.decode(request.slice(0, length)).toString());
  }

  public synchronized Statistics statistics() {
    // Reading sets the kernel's own counts back to zero.
    ByteBuffer counts = Memory.allocate(12);
    Sys.getsockopt("read a packet ring's statistics", fd, SOL_PACKET, PACKET_STATISTICS, counts);
    statistics =
        new Statistics(
            statistics.seen() + Integer.toUnsignedLong(counts.getInt(0)),
            statistics.dropped() + Integer.toUnsignedLong(counts.getInt(4)));
    return statistics;
  }

  /** Waits for the {@link #drain} under way; not to be called by a handler. */
  @Override
  public void close() {
    receiving.lock();
    try {
      if (fd.isOpen()) {
        fd.close();
        Sys.munmap(ring);
      }
    } finally {
      receiving.unlock();
    }
  }
}
