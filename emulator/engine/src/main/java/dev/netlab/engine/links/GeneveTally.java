package dev.netlab.engine.links;

import java.util.concurrent.atomic.AtomicLong;

/** A device's counters, written by the datapath's thread and read by any. */
final class GeneveTally {
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
