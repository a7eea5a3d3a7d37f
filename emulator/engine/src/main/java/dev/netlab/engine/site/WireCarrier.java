package dev.netlab.engine.site;

import dev.netlab.engine.agent.Device;
import dev.netlab.netlink.netns.Namespace;
import dev.netlab.netlink.rtnetlink.Link;
import dev.netlab.netlink.socket.NetlinkFamily;
import dev.netlab.netlink.socket.NetlinkSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Sees to it that wires that the agent has begun to carry are some for the kernel, too: it takes
 * note of a carrier some time after it came (linkwatch), and bridges forward nothing before.
 */
final class WireCarrier {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration BETWEEN = Duration.ofMillis(1);

  private WireCarrier() {}

  /** Waits for all of them, but not without end. */
  static void await(List<Device> devices) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    for (Device device : devices) {
      if (device instanceof Device.Wire(Device.Wire.End one, Device.Wire.End two)) {
        try (NetlinkSocket near = open(one);
            NetlinkSocket far = open(two)) {
          while (!isKnown(Link.get(near, one.interfaceName()), Link.get(far, two.interfaceName()))
              && System.nanoTime() < end) {
            LockSupport.parkNanos(BETWEEN.toNanos());
          }
        }
      }
    }
  }

  private static NetlinkSocket open(Device.Wire.End end) {
    try (Namespace namespace = Namespace.open(end.namespace())) {
      return NetlinkSocket.open(NetlinkFamily.ROUTE, namespace);
    }
  }

  private static boolean isKnown(Link near, Link far) {
    boolean bothUp = near.isUp() && far.isUp();
    return !bothUp || (near.isRunning() && far.isRunning());
  }
}
