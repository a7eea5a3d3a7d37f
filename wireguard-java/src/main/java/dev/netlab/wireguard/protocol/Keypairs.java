package dev.netlab.wireguard.protocol;

import org.jspecify.annotations.Nullable;

/**
 * A peer's sessions: current is sent with, previous still received with, and next (ours as
 * responder) waits for the proof that the initiator has it too.
 */
final class Keypairs {
  private final IndexTable indices;
  private @Nullable Keypair previous;
  private @Nullable Keypair current;
  private @Nullable Keypair next;

  Keypairs(IndexTable indices) {
    this.indices = indices;
  }

  @Nullable Keypair current() {
    return current;
  }

  /** A session that a response to our initiation made: it can be sent with at once. */
  void addAsInitiator(Keypair keypair) {
    if (next == null) {
      drop(previous);
      previous = current;
    } else {
      drop(previous);
      drop(current);
      previous = next;
      next = null;
    }
    current = keypair;
  }

  /** A session that our response made. */
  void addAsResponder(Keypair keypair) {
    drop(next);
    next = keypair;
    drop(previous);
    previous = null;
  }

  /** Makes next current if it is this one; true if it was. */
  boolean confirm(Keypair received) {
    if (received != next) {
      return false;
    }
    drop(previous);
    previous = current;
    current = next;
    next = null;
    return true;
  }

  /** Sends with none of them any more; what is on its way can still be received. */
  void expire() {
    if (current != null) {
      current.sendCounter = Limits.REJECT_AFTER_MESSAGES;
    }
    if (next != null) {
      next.sendCounter = Limits.REJECT_AFTER_MESSAGES;
    }
  }

  void wipe() {
    drop(previous);
    drop(current);
    drop(next);
    previous = null;
    current = null;
    next = null;
  }

  private void drop(@Nullable Keypair keypair) {
    if (keypair != null) {
      indices.remove(keypair.localIndex);
      keypair.wipe();
    }
  }
}
