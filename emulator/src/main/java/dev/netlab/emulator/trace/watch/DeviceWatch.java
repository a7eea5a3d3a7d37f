package dev.netlab.emulator.trace.watch;

import dev.netlab.emulator.agent.DeviceEvent;
import dev.netlab.emulator.agent.DeviceEvents;
import dev.netlab.emulator.run.LabAgent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hears what a lab's userspace devices do. */
final class DeviceWatch implements AutoCloseable {
  /** What devices did before a stop has come when nothing came for so long. */
  private static final Duration QUIET = Duration.ofMillis(20);

  private static final Duration AT_MOST = Duration.ofSeconds(1);

  private final @Nullable DeviceEvents source;
  private final List<DeviceEvent> events = new ArrayList<>();
  private long lost;
  private boolean stopping;
  private String missing = "";
  private long lastEvent = System.nanoTime();

  private DeviceWatch(@Nullable DeviceEvents source) {
    this.source = source;
  }

  /** Starts to hear; a lab without an agent tells nothing. */
  static DeviceWatch start(LabAgent agent) {
    DeviceWatch watch = new DeviceWatch(agent.observe().orElse(null));
    if (watch.source != null) {
      Thread.ofPlatform().daemon().name("device events").start(watch::run);
    }
    return watch;
  }

  private void run() {
    try {
      for (DeviceEvent event = next(); event != null; event = next()) {
        add(event);
      }
      end("it ended");
    } catch (RuntimeException e) {
      end(String.valueOf(e.getMessage()));
    }
  }

  private synchronized void end(String why) {
    if (!stopping) {
      missing = why;
    }
  }

  private @Nullable DeviceEvent next() {
    return source == null ? null : source.next();
  }

  private synchronized void add(DeviceEvent event) {
    lastEvent = System.nanoTime();
    if (event instanceof DeviceEvent.Lost(long count)) {
      lost += count;
    } else {
      events.add(event);
    }
  }

  /** Ends; what was heard. */
  synchronized List<DeviceEvent> stop() {
    long end = System.nanoTime() + AT_MOST.toNanos();
    try {
      for (long now = System.nanoTime();
          source != null && now < Math.min(end, lastEvent + QUIET.toNanos());
          now = System.nanoTime()) {
        wait(1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    close();
    return List.copyOf(events);
  }

  /** Why no more was heard from some time on; empty where it was. */
  synchronized String missing() {
    return missing;
  }

  /** How many events were not told. */
  synchronized long lost() {
    return lost;
  }

  @Override
  public synchronized void close() {
    stopping = true;
    if (source != null) {
      source.close();
    }
  }
}
