package dev.netlab.engine.links;

import dev.netlab.netlink.syscall.Memory;
import dev.netlab.netlink.syscall.Sys;
import dev.netlab.netlink.tun.TunDevice;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

/**
 * A TAP's MAC address and MTU, asked of the kernel at most once a second: they can be changed while
 * the device is in use.
 */
final class TapSettings {
  private static final long SIOCGIFHWADDR = 0x8927;
  private static final int IFREQ = 40;
  private static final int ADDRESS = 18;
  private static final long KEPT = TimeUnit.SECONDS.toNanos(1);

  private final TunDevice tap;
  private final ByteBuffer request = Memory.allocate(IFREQ);
  private int mtu;
  private long asked;

  TapSettings(TunDevice tap) {
    this.tap = tap;
    ask(System.nanoTime());
  }

  /** Reads the settings again if the last answer is old. */
  void refresh() {
    long now = System.nanoTime();
    if (now - asked > KEPT) {
      ask(now);
    }
  }

  int mtu() {
    return mtu;
  }

  /** Whether a frame that came in has this TAP's address as source: it came back by a loop. */
  boolean isSourceOf(InnerFrame frame) {
    ByteBuffer bytes = frame.bytes();
    int source = frame.start() + 6;
    for (int i = 0; i < 6; i++) {
      if (bytes.get(source + i) != request.get(ADDRESS + i)) {
        return false;
      }
    }
    return true;
  }

  private void ask(long now) {
    asked = now;
    Sys.ioctl("get the MAC address of a TAP device", tap.fd(), SIOCGIFHWADDR, request);
    mtu = tap.mtu();
  }
}
