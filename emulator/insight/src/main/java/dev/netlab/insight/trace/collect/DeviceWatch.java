package dev.netlab.insight.trace.collect;

import dev.netlab.engine.agent.AgentClient;
import dev.netlab.engine.agent.AgentException;
import dev.netlab.engine.agent.DeviceEvent;
import dev.netlab.engine.agent.DeviceEvents;
import dev.netlab.engine.site.DeviceCarrier;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hears what a lab's userspace devices do. */
final class DeviceWatch implements AutoCloseable {
  private final @Nullable DeviceEvents source;
  private final List<DeviceEvent> events = new ArrayList<>();
  private long lost;
  private boolean stopping;
  private String missing = "";
  private boolean allTold;

  private DeviceWatch(@Nullable DeviceEvents source) {
    this.source = source;
  }

  /** Starts listening; a site without userspace devices reports nothing. */
  static DeviceWatch start(DeviceCarrier devices) {
    DeviceWatch watch = new DeviceWatch(devices.observe().orElse(null));
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
    if (!stopping && missing.isEmpty()) {
      missing = why;
      notifyAll();
    }
  }

  private @Nullable DeviceEvent next() {
    return source == null ? null : source.next();
  }

  private synchronized void add(DeviceEvent event) {
    switch (event) {
      case DeviceEvent.Lost(long count) -> lost += count;
      case DeviceEvent.AllTold() -> {
        allTold = true;
        notifyAll();
      }
      case DeviceEvent.WireGuard _, DeviceEvent.Geneve _, DeviceEvent.Wire _ -> events.add(event);
    }
  }

  /** Ends; what devices did until now. */
  synchronized List<DeviceEvent> stop() {
    if (source != null && missing.isEmpty()) {
      awaitAll(source);
    }
    close();
    return List.copyOf(events);
  }

  private synchronized void awaitAll(DeviceEvents asked) {
    long end = System.nanoTime() + AgentClient.SILENCE.toNanos();
    try {
      asked.askForAll();
      while (!allTold && missing.isEmpty()) {
        long left = end - System.nanoTime();
        if (left <= 0) {
          end("it has not told all for %d s".formatted(AgentClient.SILENCE.toSeconds()));
        } else {
          wait(left / 1_000_000 + 1);
        }
      }
    } catch (AgentException e) {
      end(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Why reports stopped at some time; empty if they did not. */
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
