package dev.netlab.engine.agent;

import java.util.concurrent.CountDownLatch;

/**
 * How long an agent lives: until it is told to end or, if it was never given a container, until the
 * last of its devices has ended. A container that has ended still has a state to tell.
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
