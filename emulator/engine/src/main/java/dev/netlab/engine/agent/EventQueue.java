package dev.netlab.engine.agent;

import java.util.ArrayDeque;
import java.util.Queue;

/** Events on their way to one observer: many devices put them in, one writer takes them out. */
final class EventQueue {
  /** About 10 MB, and more than a second of what two busy devices tell. */
  static final int MOST = 1 << 15;

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

  /** Has whoever takes events learn that these were all until now. */
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
}
