package dev.netlab.emulator.datapath;

import dev.netlab.netlink.sys.Fd;
import dev.netlab.netlink.sys.Poller;
import java.util.ArrayList;
import java.util.List;
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

  /** A poller's slot 0 is its own. */
  private static final int FIRST_SLOT = 1;

  private final Object lock = new Object();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread thread;
  private final Clockwork clockwork;
  private final List<Source> sources = new ArrayList<>();
  private final List<Leaving> leaving = new ArrayList<>();
  private Poller poller = new Poller();
  private boolean changed;
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
      change();
    }
  }

  /** Takes a source out and closes it; on return it is closed, unless the loop itself asks. */
  void remove(Source source) {
    CountDownLatch gone = new CountDownLatch(1);
    synchronized (lock) {
      if (closed || !sources.remove(source)) {
        return;
      }
      leaving.add(new Leaving(source, gone));
      change();
    }
    await(gone);
  }

  private void change() {
    changed = true;
    poller.wake();
  }

  private void run() {
    List<Source> polled = List.of();
    while (true) {
      Poller current;
      synchronized (lock) {
        if (closed) {
          break;
        }
        if (changed) {
          polled = changed();
        }
        current = poller;
      }
      long pause = clockwork.run();
      if (pause < 0) {
        current.poll(-1);
      } else {
        current.pollNanos(pause);
      }
      for (int i = 0; i < polled.size(); i++) {
        if (current.ready(FIRST_SLOT + i)) {
          handle(polled.get(i));
        }
      }
    }
    poller.close();
    sources.forEach(Source::close);
    leave();
    ended.countDown();
  }

  private List<Source> changed() {
    changed = false;
    poller.close();
    poller = new Poller();
    List<Source> polled = List.copyOf(sources);
    polled.forEach(source -> poller.add(source.fd()));
    leave();
    return polled;
  }

  /** Closing one source may take out another. */
  private void leave() {
    List<Leaving> now = List.copyOf(leaving);
    leaving.clear();
    now.forEach(each -> each.source().close());
    now.forEach(each -> each.gone().countDown());
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
      if (closed) {
        return;
      }
      closed = true;
      poller.wake();
    }
    await(ended);
  }
}
