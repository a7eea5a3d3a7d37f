package dev.netlab.engine.agent;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.LockSupport;

/** Events for one observer: many devices add them, one writer takes them. */
final class EventQueue {
  /** About 10 MB, and more than a second's events of two busy devices. */
  static final int MOST = 1 << 15;

  /**
   * Pause between writes, so that many events go in one: the observer has time, the packets have
   * none.
   */
  private static final long LINGER = Duration.ofMillis(2).toNanos();

  private static final int CHUNK = 32 * 1024;

  private Queue<DeviceEvent> events = new ArrayDeque<>();
  private long lost;
  private boolean closed;

  /** Takes an event, or counts it as lost; never waits. */
  synchronized void add(DeviceEvent event) {
    if (closed) {
      return;
    }
    if (events.size() >= MOST) {
      lost++;
      return;
    }
    if (events.isEmpty()) {
      notifyAll();
    }
    events.add(event);
  }

  /** Adds a marker after all events so far. */
  synchronized void addMarker() {
    if (!closed) {
      addLost();
      events.add(new DeviceEvent.AllTold());
      notifyAll();
    }
  }

  /** Waits for events; all there are, with what was lost after them. Empty once closed. */
  synchronized Queue<DeviceEvent> take() throws InterruptedException {
    while (events.isEmpty() && !closed) {
      wait();
    }
    if (closed) {
      return new ArrayDeque<>();
    }
    addLost();
    Queue<DeviceEvent> taken = events;
    events = new ArrayDeque<>();
    return taken;
  }

  private void addLost() {
    if (lost > 0) {
      events.add(new DeviceEvent.Lost(lost));
      lost = 0;
    }
  }

  synchronized void close() {
    closed = true;
    events.clear();
    notifyAll();
  }

  /** Writes the events to their observer, until either ends. */
  void writeTo(LineChannel lines) {
    StringBuilder text = new StringBuilder(2 * CHUNK);
    try {
      while (true) {
        Queue<DeviceEvent> events = take();
        if (events.isEmpty()) {
          return;
        }
        for (DeviceEvent event : events) {
          DeviceEventJson.write(event, text);
          if (text.length() > CHUNK) {
            flush(text, lines);
          }
        }
        flush(text, lines);
        LockSupport.parkNanos(LINGER);
      }
    } catch (IOException e) {
      close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void flush(StringBuilder text, LineChannel lines) throws IOException {
    lines.writeAll(text);
    text.setLength(0);
  }
}
