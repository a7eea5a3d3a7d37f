package dev.netlab.engine.links;

import dev.netlab.netlink.syscall.Fd;
import dev.netlab.netlink.syscall.Poller;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** One thread that waits for many descriptors and lets each handle what has come. */
final class PollLoop implements AutoCloseable {
  /** Something that is read when there is something to read; all of it on the loop's thread. */
  interface Source extends AutoCloseable {
    Fd fd();

    /** Handles what waits, but not without end: others wait too. */
    void handle();

    /** {@link #handle} threw this; the source is out of the loop. */
    void failed(RuntimeException e);

    /** Closes the descriptor: nobody waits for it any more. */
    @Override
    void close();
  }

  /** What the loop's thread does at times of its own. */
  interface Clockwork {
    /** Does what is due; returns the nanoseconds until something is due again, -1 for never. */
    long run();
  }

  /**
   * Guards what other threads leave for the loop, and nothing is called under it: a source that is
   * closed may want whatever whoever adds one holds.
   */
  private final Object lock = new Object();

  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread thread;
  private final Clockwork clockwork;
  private final Set<Source> sources = new LinkedHashSet<>();
  private final List<Source> joining = new ArrayList<>();
  private final List<Leaving> leaving = new ArrayList<>();
  private final Poller poller = new Poller();
  private boolean closed;

  private record Leaving(Source source, CountDownLatch gone) {}

  PollLoop(String name) {
    this(name, () -> -1);
  }

  /** With something to do also while nothing comes. */
  PollLoop(String name, Clockwork clockwork) {
    this.clockwork = clockwork;
    thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  void add(Source source) {
    synchronized (lock) {
      if (closed) {
        throw new IllegalStateException("the datapath is closed");
      }
      sources.add(source);
      joining.add(source);
    }
    poller.wake();
  }

  /**
   * Removes a source and closes it; on return it is closed, unless the caller is the loop itself.
   */
  void remove(Source source) {
    CountDownLatch gone = new CountDownLatch(1);
    synchronized (lock) {
      if (closed || !sources.remove(source)) {
        return;
      }
      leaving.add(new Leaving(source, gone));
    }
    poller.wake();
    await(gone);
  }

  private void run() {
    Map<Source, Integer> slots = new LinkedHashMap<>();
    try {
      while (change(slots)) {
        long pause = clockwork.run();
        if (pause < 0) {
          poller.poll(-1);
        } else {
          poller.pollNanos(pause);
        }
        slots.forEach(
            (source, slot) -> {
              if (poller.ready(slot)) {
                handle(source);
              }
            });
      }
    } finally {
      end();
    }
  }

  /**
   * Applies what other threads asked for; false once the loop is closed. Closing one source may
   * remove another.
   */
  private boolean change(Map<Source, Integer> slots) {
    List<Source> in;
    List<Leaving> out;
    synchronized (lock) {
      if (closed) {
        return false;
      }
      in = List.copyOf(joining);
      out = List.copyOf(leaving);
      joining.clear();
      leaving.clear();
    }
    in.forEach(source -> slots.put(source, poller.add(source.fd())));
    for (Leaving each : out) {
      Integer slot = slots.remove(each.source);
      if (slot != null) {
        poller.remove(slot);
      }
      leave(each);
    }
    return true;
  }

  private static void leave(Leaving each) {
    try {
      each.source.close();
    } finally {
      each.gone.countDown();
    }
  }

  /** Closes all sources and releases all waiting threads, whatever ended the loop. */
  private void end() {
    List<Source> all;
    List<Leaving> out;
    synchronized (lock) {
      closed = true;
      all = List.copyOf(sources);
      out = List.copyOf(leaving);
    }
    try {
      poller.close();
      all.forEach(Source::close);
      out.forEach(PollLoop::leave);
    } finally {
      out.forEach(each -> each.gone.countDown());
      ended.countDown();
    }
  }

  private void handle(Source source) {
    try {
      source.handle();
    } catch (RuntimeException e) {
      remove(source);
      source.failed(e);
    }
  }

  /** Waits, except on the loop's own thread, which would wait for itself. */
  private void await(CountDownLatch latch) {
    if (Thread.currentThread().equals(thread)) {
      return;
    }
    boolean interrupted = false;
    while (true) {
      try {
        latch.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the thread and closes all sources. */
  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
    }
    poller.wake();
    await(ended);
  }
}
