package dev.netlab.engine.agent;

import java.io.IOException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.locks.LockSupport;

/** Writes the events of one queue to one observer, until either ends. */
final class EventWriter {
  /** Waited so that many events go in one write: the observer has time, the packets have none. */
  private static final long LINGER = Duration.ofMillis(2).toNanos();

  private static final int CHUNK = 32 * 1024;

  private EventWriter() {}

  static void run(EventQueue queue, LineChannel lines) {
    StringBuilder text = new StringBuilder(2 * CHUNK);
    try {
      while (true) {
        Queue<DeviceEvent> events = queue.take();
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
      queue.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void flush(StringBuilder text, LineChannel lines) throws IOException {
    lines.writeAll(text);
    text.setLength(0);
  }
}
