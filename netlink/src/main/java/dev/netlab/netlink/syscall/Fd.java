package dev.netlab.netlink.syscall;

import java.util.concurrent.atomic.AtomicInteger;

/** A file descriptor that is closed once, however often {@link #close} is called. */
public final class Fd implements AutoCloseable {
  private final AtomicInteger number;

  public Fd(int number) {
    this.number = new AtomicInteger(number);
  }

  /**
   * The descriptor's number.
   *
   * @throws IllegalStateException if it is closed: a closed number may already be another file's
   */
  public int number() {
    int value = number.get();
    if (value < 0) {
      throw new IllegalStateException("the descriptor is closed");
    }
    return value;
  }

  public boolean isOpen() {
    return number.get() >= 0;
  }

  @Override
  public void close() {
    int value = number.getAndSet(-1);
    if (value >= 0) {
      Libc.C.close(value);
    }
  }
}
