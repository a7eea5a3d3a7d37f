package dev.netlab.engine.links;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What went through a tunnel, in inner frames and their bytes, counted as {@code ip -s link} counts
 * it for the kernel's device.
 *
 * @param received frames handed to the interface
 * @param receivedBytes their bytes
 * @param receiveErrors frames with a critical option, our own MAC address as source, a cut IP
 *     header, or congestion that the inner packet cannot tell of
 * @param receiveDropped frames that are no Ethernet, or that the interface did not take
 * @param sent frames sent into the tunnel
 * @param sentBytes their bytes
 * @param sendErrors frames that found no route, were too long, or did not fit the socket's buffer
 */
public record GeneveCounters(
    long received,
    long receivedBytes,
    long receiveErrors,
    long receiveDropped,
    long sent,
    long sentBytes,
    long sendErrors) {
  /** A device's counters, written by the datapath's thread and read by any. */
  static final class Tally {
    final AtomicLong received = new AtomicLong();
    final AtomicLong receivedBytes = new AtomicLong();
    final AtomicLong receiveErrors = new AtomicLong();
    final AtomicLong receiveDropped = new AtomicLong();
    final AtomicLong sent = new AtomicLong();
    final AtomicLong sentBytes = new AtomicLong();
    final AtomicLong sendErrors = new AtomicLong();

    void received(int bytes) {
      received.incrementAndGet();
      receivedBytes.addAndGet(bytes);
    }

    void sent(int bytes) {
      sent.incrementAndGet();
      sentBytes.addAndGet(bytes);
    }

    GeneveCounters snapshot() {
      return new GeneveCounters(
          received.get(),
          receivedBytes.get(),
          receiveErrors.get(),
          receiveDropped.get(),
          sent.get(),
          sentBytes.get(),
          sendErrors.get());
    }
  }
}
