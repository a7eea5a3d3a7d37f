package dev.netlab.engine.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Ends a connection whose other side is silent for too long: whoever connects, writes or reads
 * there then fails, whatever it waits for.
 */
final class Deadline implements AutoCloseable {
  /** However much it says meanwhile that it is at work. */
  private static final Duration AT_MOST = Duration.ofMinutes(10);

  private final SocketChannel channel;
  private final Duration silence;
  private final long end = System.nanoTime() + AT_MOST.toNanos();
  private final Thread thread;
  private volatile long heard = System.nanoTime();
  private volatile boolean passed;
  private volatile boolean met;

  /** Begins now. */
  Deadline(SocketChannel channel, Duration silence) {
    this.channel = channel;
    this.silence = silence;
    thread = Thread.ofPlatform().name("deadline").daemon().start(this::run);
  }

  /** The other side sent something: the silence begins anew. */
  void restart() {
    heard = System.nanoTime();
  }

  /** Whether the other side was silent for too long. */
  boolean passed() {
    return passed;
  }

  private void run() {
    while (!met) {
      long left = Math.min(heard + silence.toNanos(), end) - System.nanoTime();
      if (left <= 0) {
        expire();
        return;
      }
      LockSupport.parkNanos(left);
    }
  }

  private void expire() {
    passed = true;
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** In time. */
  @Override
  public void close() {
    met = true;
    LockSupport.unpark(thread);
  }
}
