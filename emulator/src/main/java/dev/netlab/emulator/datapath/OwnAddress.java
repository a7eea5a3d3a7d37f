package dev.netlab.emulator.datapath;

import dev.netlab.netlink.sys.Fd;
import dev.netlab.netlink.sys.Memory;
import dev.netlab.netlink.sys.Sys;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

/**
 * A TAP's MAC address, asked of the kernel at most once a second: it can be changed while the
 * device is in use, and frames that carry it as source came back by a loop.
 */
final class OwnAddress {
  private static final long SIOCGIFHWADDR = 0x8927;
  private static final int IFREQ = 40;
  private static final int ADDRESS = 18;
  private static final long KEPT = TimeUnit.SECONDS.toNanos(1);

  private final Fd tap;
  private final ByteBuffer request = Memory.allocate(IFREQ);
  private long asked;

  OwnAddress(Fd tap) {
    this.tap = tap;
    ask(System.nanoTime());
  }

  boolean isSourceOf(InnerFrame frame) {
    long now = System.nanoTime();
    if (now - asked > KEPT) {
      ask(now);
    }
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
    Sys.ioctl("get the MAC address of a TAP device", tap, SIOCGIFHWADDR, request);
  }
}
