package dev.netlab.emulator.run;

import dev.netlab.emulator.plan.Step;
import dev.netlab.netlink.route.Link;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Sees to it that a wire that the agent has begun to carry is one for the kernel, too: it takes
 * note of a carrier some time after it came (linkwatch), and bridges forward nothing before.
 */
record WireCarrier(OpenNamespaces namespaces, Step.AttachWire wire) {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration BETWEEN = Duration.ofMillis(1);

  void await() {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!isKnown() && System.nanoTime() < end) {
      LockSupport.parkNanos(BETWEEN.toNanos());
    }
  }

  private boolean isKnown() {
    Link near = Link.get(namespaces.socket(wire.node()), wire.device());
    Link far = Link.get(namespaces.socket(wire.peerNode()), wire.peerDevice());
    boolean bothUp = near.isUp() && far.isUp();
    return !bothUp || (near.isRunning() && far.isRunning());
  }
}
