package dev.netlab.wireguard.device;

import dev.netlab.netlink.syscall.Memory;
import dev.netlab.netlink.tun.PacketJoiner;
import dev.netlab.netlink.tun.VirtioNetHeader;
import dev.netlab.netlink.udp.Family;
import dev.netlab.netlink.udp.ReceiveBatch;
import dev.netlab.wireguard.protocol.WireGuard;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The large buffers that a device needs while it moves packets, about 2 MB. They are empty between
 * two turns, so the devices of a process share a few: a thousand idle ones hold none.
 */
final class TurnMemory {
  private static final int LARGEST = 65_535;

  /** Messages a receive: with GRO each may be a whole burst of datagrams. */
  private static final int MESSAGES = 16;

  /** More devices than this do not run at the same time, or take turns. */
  static final int MOST = Math.clamp(2L * Runtime.getRuntime().availableProcessors(), 4, 16);

  private static final Pool POOL = new Pool(MOST);

  final ByteBuffer reading = Memory.allocate(VirtioNetHeader.SIZE + LARGEST);
  final ByteBuffer joining = Memory.allocate(PacketJoiner.MEMORY);
  final byte[] packet = new byte[WireGuard.HEADROOM + LARGEST + WireGuard.TAILROOM];
  final byte[] datagram = new byte[LARGEST];
  final ReceiveBatch receiving = new ReceiveBatch(MESSAGES, LARGEST);
  private final Outgoing ipv4 = new Outgoing();
  private final Outgoing ipv6 = new Outgoing();

  /** What is to be sent over this version of IP. */
  Outgoing outgoing(Family family) {
    return switch (family) {
      case IPV4 -> ipv4;
      case IPV6 -> ipv6;
    };
  }

  /** One turn of a device. */
  @FunctionalInterface
  interface Turn {
    void run(TurnMemory memory);
  }

  /**
   * Runs a turn with memory that nobody else has meanwhile; waits for another's turn to end where
   * all is lent. A turn that fails leaves packets in it: that memory is given up.
   *
   * @throws OutOfMemoryError where there is no memory at all
   */
  static void with(Turn turn) {
    TurnMemory memory = POOL.take();
    boolean clean = false;
    try {
      turn.run(memory);
      clean = memory.ipv4.isEmpty() && memory.ipv6.isEmpty();
    } finally {
      POOL.giveBack(clean ? memory : null);
    }
  }

  /**
   * The buffers, at most {@code most}. The last one returned is lent first: it is in the caches.
   */
  private static final class Pool {
    private final Deque<TurnMemory> free = new ArrayDeque<>();
    private int unmade;

    Pool(int most) {
      unmade = most;
    }

    TurnMemory take() {
      synchronized (this) {
        boolean interrupted = false;
        while (free.isEmpty() && unmade == 0) {
          try {
            wait();
          } catch (InterruptedException e) {
            interrupted = true;
          }
        }
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
        if (!free.isEmpty()) {
          return free.pop();
        }
        unmade--;
      }
      TurnMemory made = null;
      try {
        made = new TurnMemory();
        return made;
      } finally {
        if (made == null) {
          giveBack(null);
        }
      }
    }

    synchronized void giveBack(@Nullable TurnMemory memory) {
      if (memory == null) {
        unmade++;
      } else {
        free.push(memory);
      }
      notify();
    }
  }
}
