package dev.netlab.wireguard.protocol;

import java.util.random.RandomGenerator;

/**
 * A peer's five timers and what sets and stops them (whitepaper section 6). Nothing happens here
 * when one is due: {@link Peer} asks, each a method that also stops the timer.
 */
final class Timers {
  private final Deadlines deadlines;
  private final RandomGenerator random;
  private long retransmitHandshake = Deadlines.NEVER;
  private long sendKeepalive = Deadlines.NEVER;
  private long newHandshake = Deadlines.NEVER;
  private long zeroKeys = Deadlines.NEVER;
  private long persistentKeepalive = Deadlines.NEVER;
  private boolean needAnotherKeepalive;
  private long persistentInterval;

  Timers(Deadlines deadlines, RandomGenerator random) {
    this.deadlines = deadlines;
    this.random = random;
  }

  /** Nanoseconds between persistent keepalives, 0 for none. */
  void persistentInterval(long nanos) {
    persistentInterval = nanos;
    if (nanos == 0) {
      persistentKeepalive = Deadlines.NEVER;
    }
  }

  void dataSent(long now) {
    if (newHandshake == Deadlines.NEVER) {
      newHandshake = at(now + Limits.KEEPALIVE_TIMEOUT + Limits.REKEY_TIMEOUT + jitter());
    }
  }

  void dataReceived(long now) {
    if (sendKeepalive == Deadlines.NEVER) {
      sendKeepalive = at(now + Limits.KEEPALIVE_TIMEOUT);
    } else {
      needAnotherKeepalive = true;
    }
  }

  void authenticatedSent(long now) {
    sendKeepalive = Deadlines.NEVER;
    authenticatedTraversal(now);
  }

  void authenticatedReceived(long now) {
    newHandshake = Deadlines.NEVER;
    authenticatedTraversal(now);
  }

  private void authenticatedTraversal(long now) {
    if (persistentInterval > 0) {
      persistentKeepalive = at(now + persistentInterval);
    }
  }

  void initiationSent(long now) {
    retransmitHandshake = at(now + Limits.REKEY_TIMEOUT + jitter());
  }

  void handshakeComplete() {
    retransmitHandshake = Deadlines.NEVER;
  }

  void sessionDerived(long now) {
    zeroKeys = at(now + Limits.ZERO_KEYS_TIME);
  }

  /**
   * The handshake was given up: what is left goes at the usual time, unless that is set already.
   */
  void handshakeGivenUp(long now) {
    sendKeepalive = Deadlines.NEVER;
    if (zeroKeys == Deadlines.NEVER) {
      zeroKeys = at(now + Limits.ZERO_KEYS_TIME);
    }
  }

  boolean dueRetransmitHandshake(long now) {
    boolean due = retransmitHandshake <= now;
    retransmitHandshake = due ? Deadlines.NEVER : retransmitHandshake;
    return due;
  }

  /** Due once more, ten seconds on, if data came while it ran. */
  boolean dueKeepalive(long now) {
    if (sendKeepalive > now) {
      return false;
    }
    sendKeepalive = Deadlines.NEVER;
    return true;
  }

  /** After a keepalive was sent for {@link #dueKeepalive}. */
  void keepaliveSent(long now) {
    if (needAnotherKeepalive) {
      needAnotherKeepalive = false;
      sendKeepalive = at(now + Limits.KEEPALIVE_TIMEOUT);
    }
  }

  boolean dueNewHandshake(long now) {
    boolean due = newHandshake <= now;
    newHandshake = due ? Deadlines.NEVER : newHandshake;
    return due;
  }

  boolean dueZeroKeys(long now) {
    boolean due = zeroKeys <= now;
    zeroKeys = due ? Deadlines.NEVER : zeroKeys;
    return due;
  }

  boolean duePersistentKeepalive(long now) {
    boolean due = persistentKeepalive <= now;
    persistentKeepalive = due ? Deadlines.NEVER : persistentKeepalive;
    return due;
  }

  void stop() {
    retransmitHandshake = Deadlines.NEVER;
    sendKeepalive = Deadlines.NEVER;
    newHandshake = Deadlines.NEVER;
    zeroKeys = Deadlines.NEVER;
    persistentKeepalive = Deadlines.NEVER;
    needAnotherKeepalive = false;
  }

  /** Tells the deadlines again, after they were reset. */
  void updateDeadlines() {
    deadlines.include(
        Math.min(
            Math.min(retransmitHandshake, sendKeepalive),
            Math.min(Math.min(newHandshake, zeroKeys), persistentKeepalive)));
  }

  private long at(long deadline) {
    deadlines.include(deadline);
    return deadline;
  }

  private long jitter() {
    return random.nextInt(Limits.JITTER_MILLIS + 1) * Limits.MILLISECOND;
  }
}
