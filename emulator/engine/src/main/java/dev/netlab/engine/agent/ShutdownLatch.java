package dev.netlab.engine.agent;

import java.util.concurrent.CountDownLatch;

/**
 * How long an agent lives: until it is asked to end or, if it never had a container, until the last
 * of its devices has ended. A container that has ended still has a state to report.
 */
final class ShutdownLatch {
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile boolean containers;

  void holdForContainers() {
    containers = true;
  }

  void lastDeviceEnded() {
    if (!containers) {
      over.countDown();
    }
  }

  void end() {
    over.countDown();
  }

  void awaitEnd() throws InterruptedException {
    over.await();
  }
}
