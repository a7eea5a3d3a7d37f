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
 * Waits until the kernel has noticed the carrier of wires that the agent has begun to carry. The
 * kernel notices a carrier with some delay (linkwatch), and bridges forward nothing before that.
 */
final class WireCarrier {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration BETWEEN = Duration.ofMillis(1);

  private WireCarrier() {}

  /** Waits for all of them, up to a time limit. */
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
