package dev.netlab.engine.links;

import java.util.concurrent.atomic.AtomicLong;

/** The counters of one end of a wire, written by the wires' thread and read by any. */
final class WireTally {
  final AtomicLong sent = new AtomicLong();
  final AtomicLong sentBytes = new AtomicLong();
  final AtomicLong lost = new AtomicLong();
  final AtomicLong overLimit = new AtomicLong();
  final AtomicLong notTaken = new AtomicLong();
  final AtomicLong duplicated = new AtomicLong();
  final AtomicLong waiting = new AtomicLong();

  void sent(int bytes) {
    sent.incrementAndGet();
    sentBytes.addAndGet(bytes);
  }

  void dropped(WireDrop.Reason why) {
    switch (why) {
      case LOSS -> lost.incrementAndGet();
      case LIMIT, MEMORY -> overLimit.incrementAndGet();
      case NOT_TAKEN -> notTaken.incrementAndGet();
    }
  }

  WireCounters snapshot() {
    return new WireCounters(
        sent.get(),
        sentBytes.get(),
        lost.get(),
        overLimit.get(),
        notTaken.get(),
        duplicated.get(),
        waiting.get());
  }
}
