package dev.netlab.netlink.syscall;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code poll(2)} over several descriptors, with a wake-up: one thread polls, any thread may {@link
 * #wake} it or {@link #close} this. Descriptors belong to whoever opened them and are closed after
 * this or while nobody polls.
 *
 * <pre>{@code
 * int tunSlot = poller.add(tun.fd());
 * int udpSlot = poller.add(udp.fd());
 * while (poller.poll(timeoutMillis)) {
 *   if (poller.ready(tunSlot)) ...
 * }
 * }</pre>
 */
public final class Poller implements AutoCloseable {
  private static final int SIZE = 8;
  private static final int EVENTS = 4;
  private static final int REVENTS = 6;
  private static final ByteBuffer ONE = Memory.allocate(8).putLong(0, 1);

  private final ByteBuffer drained = Memory.allocate(8);
  private final ByteBuffer timespec = Memory.allocate(16);
  private final List<@Nullable Fd> fds = new ArrayList<>();
  private ByteBuffer entries = Memory.allocate(8 * SIZE);
  private boolean polling;
  private boolean closed;

  /** Opened last: were there no memory for the rest, it would stay open. */
  private final Fd wake = Sys.eventfd();

  public Poller() {
    add(wake);
  }

  /** Watches a descriptor for something to read; returns the slot it has here. */
  public int add(Fd fd) {
    int slot = fds.indexOf(null);
    if (slot < 0) {
      slot = fds.size();
      fds.add(fd);
    } else {
      fds.set(slot, fd);
    }
    if (fds.size() * SIZE > entries.capacity()) {
      entries = Memory.allocate(entries.capacity() * 2).put(0, entries, 0, entries.capacity());
    }
    watch(slot, Const.POLLIN);
    return slot;
  }

  /**
   * Watches the slot's descriptor no longer, which may be closed then; the slot is given to the
   * next {@link #add}. Only by the thread that polls.
   */
  public void remove(int slot) {
    fds.set(slot, null);
    entries.putShort(slot * SIZE + REVENTS, (short) 0);
  }

  /** Changes what a slot waits for: {@code POLLIN}, {@code POLLOUT}, both, or 0 for neither. */
  public void watch(int slot, int events) {
    entries.putShort(slot * SIZE + EVENTS, (short) events);
  }

  /**
   * Waits until a descriptor is ready, the time is over or somebody wakes this.
   *
   * @param timeoutMillis -1 waits without end
   * @return false once this is closed
   */
  public boolean poll(int timeoutMillis) {
    return poll(() -> Sys.poll(entries, fds.size(), timeoutMillis));
  }

  /**
   * As {@link #poll}, for those who count in less than milliseconds.
   *
   * @param nanos not less than 0
   */
  public boolean pollNanos(long nanos) {
    timespec.putLong(0, nanos / 1_000_000_000).putLong(8, nanos % 1_000_000_000);
    return poll(() -> Sys.ppoll(entries, fds.size(), timespec));
  }

  private boolean poll(Runnable call) {
    synchronized (this) {
      if (closed) {
        return false;
      }
      polling = true;
    }
    try {
      for (int i = 0; i < fds.size(); i++) {
        Fd fd = fds.get(i);
        // poll passes over negative descriptors
        entries
            .putInt(i * SIZE, fd == null ? -1 : fd.number())
            .putShort(i * SIZE + REVENTS, (short) 0);
      }
      call.run();
      if (ready(0)) {
        Sys.read("read a wake-up", wake, drained);
      }
    } finally {
      synchronized (this) {
        polling = false;
        notifyAll();
      }
    }
    return isOpen();
  }

  /** Whether the last poll found something at this slot: data, room, or an error to be read. */
  public boolean ready(int slot) {
    return revents(slot) != 0;
  }

  /** The last poll's {@code POLL*} bits of this slot. */
  public int revents(int slot) {
    return entries.getShort(slot * SIZE + REVENTS);
  }

  /** Ends the poll under way, or the next one. */
  public synchronized void wake() {
    if (!closed) {
      Sys.write("wake a poll", wake, ONE);
    }
  }

  public synchronized boolean isOpen() {
    return !closed;
  }

  /** Ends the poll under way and waits until its thread has left it. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    wake();
    closed = true;
    boolean interrupted = false;
    while (polling) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    wake.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
