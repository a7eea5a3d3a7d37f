package dev.netlab.engine.agent;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Sends an empty line once a second to a client that waits for a reply. */
final class Heartbeat implements AutoCloseable {
  /** Not a reply: those are JSON. */
  static final String LINE = "";

  private static final long BEAT = TimeUnit.SECONDS.toNanos(1);

  private final LineChannel lines;
  private final Thread thread;
  private volatile boolean over;

  Heartbeat(LineChannel lines) {
    this.lines = lines;
    thread = Thread.ofPlatform().name("heartbeat").daemon().start(this::run);
  }

  private void run() {
    long next = System.nanoTime() + BEAT;
    while (!over) {
      long left = next - System.nanoTime();
      if (left > 0) {
        LockSupport.parkNanos(left);
        continue;
      }
      next += BEAT;
      try {
        lines.write(LINE);
      } catch (IOException e) {
        return; // whoever asked is gone, which the reply will find too
      }
    }
  }

  /** Nothing more is written after this returns. */
  @Override
  public void close() {
    over = true;
    LockSupport.unpark(thread);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
