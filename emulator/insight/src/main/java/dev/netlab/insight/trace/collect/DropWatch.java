package dev.netlab.insight.trace.collect;

import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.tracefs.DroppedPacket;
import dev.netlab.netlink.tracefs.TraceEvent;
import dev.netlab.netlink.tracefs.TraceListener;
import dev.netlab.netlink.tracefs.Tracefs;
import dev.netlab.netlink.tracefs.Tracepoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Hears which packets the kernel drops, in the whole machine, where it tells. */
final class DropWatch implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final @Nullable TraceListener listener;
  private volatile String missing;
  private final List<DroppedPacket> drops = new ArrayList<>();
  private final Thread thread = Thread.ofPlatform().name("drops").daemon().unstarted(this::run);
  private volatile boolean stopping;
  private long lost;

  private DropWatch(@Nullable TraceListener listener, String missing) {
    this.listener = listener;
    this.missing = missing;
  }

  /** Starts listening; if the machine does not allow it, {@link #missing} says why. */
  static DropWatch start(String site) {
    try {
      removeAbandoned(site);
      TraceListener listener =
          TraceListener.open(site, EnumSet.of(Tracepoint.DROP, Tracepoint.ARRIVAL));
      DropWatch watch = new DropWatch(listener, "");
      watch.thread.start();
      return watch;
    } catch (KernelException e) {
      return new DropWatch(null, String.valueOf(e.getMessage()));
    }
  }

  /** A trace that was killed leaves its instance in tracefs. */
  private static void removeAbandoned(String site) {
    try (Tracefs tracefs = Tracefs.open()) {
      tracefs.removeAbandoned(site);
    }
  }

  private void run() {
    try {
      listen();
    } catch (RuntimeException | Error e) {
      missing = "listening to it failed: " + e;
    }
  }

  private void listen() {
    while (!stopping) {
      Optional<List<TraceEvent>> heard = receive(PATIENCE);
      if (heard.isEmpty()) {
        return;
      }
      heard.get().forEach(this::add);
    }
    for (var heard = receive(Duration.ZERO);
        heard.isPresent() && !heard.get().isEmpty();
        heard = receive(Duration.ZERO)) {
      heard.get().forEach(this::add);
    }
  }

  private Optional<List<TraceEvent>> receive(Duration timeout) {
    return listener == null ? Optional.empty() : listener.receive(timeout);
  }

  private void add(TraceEvent event) {
    if (event instanceof DroppedPacket dropped) {
      drops.add(dropped);
    } else if (event instanceof TraceEvent.Lost some) {
      lost += Math.max(some.count(), 1);
    }
  }

  /** Ends; the packets that were dropped, in order. */
  List<DroppedPacket> stop() {
    stopping = true;
    if (listener != null) {
      listener.wake();
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    close();
    return drops;
  }

  /** How many events did not find room, after {@link #stop}. */
  long lost() {
    return lost;
  }

  /** Why no drops are reported; empty if they are. */
  String missing() {
    return missing;
  }

  @Override
  public void close() {
    stopping = true;
    if (listener != null) {
      listener.close();
    }
  }
}
