package dev.netlab.wireguard.protocol;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

/** The protocol's numbers (whitepaper section 6.1); times in nanoseconds. */
public final class Limits {
  public static final long REKEY_AFTER_MESSAGES = 1L << 60;

  /** 2^64 - 2^13 - 1, unsigned. */
  public static final long REJECT_AFTER_MESSAGES = -1L - (1L << 13);

  public static final long REKEY_AFTER_TIME = SECONDS.toNanos(120);
  public static final long REJECT_AFTER_TIME = SECONDS.toNanos(180);
  public static final long REKEY_ATTEMPT_TIME = SECONDS.toNanos(90);
  public static final long REKEY_TIMEOUT = SECONDS.toNanos(5);
  public static final long KEEPALIVE_TIMEOUT = SECONDS.toNanos(10);

  /** An initiator that only receives begins anew this long after the last handshake. */
  public static final long REKEY_ON_RECEIVE_TIME =
      REJECT_AFTER_TIME - KEEPALIVE_TIMEOUT - REKEY_TIMEOUT;

  /** What may be left of a session is zeroed after this. */
  public static final long ZERO_KEYS_TIME = 3 * REJECT_AFTER_TIME;

  public static final long COOKIE_REFRESH_TIME = SECONDS.toNanos(120);

  /**
   * Up to this many milliseconds are added to a retry's delay, so that two peers do not collide.
   */
  public static final int JITTER_MILLIS = 333;

  /** The least time between two initiations of one peer that are answered: 50 a second. */
  public static final long INITIATION_PERIOD = SECONDS.toNanos(1) / 50;

  /** Handshake messages that may wait to be worked on. */
  public static final int HANDSHAKE_QUEUE = 4096;

  /** With so many waiting, the interface is under load. */
  public static final int UNDER_LOAD_QUEUE = HANDSHAKE_QUEUE / 8;

  /** An interface that was under load stays so for this long. */
  public static final long UNDER_LOAD_TIME = SECONDS.toNanos(1);

  /**
   * Bytes of the longest packet that a datagram holds, padded, with header and tag: UDP over IPv4
   * carries 65 507.
   */
  public static final int LARGEST_PACKET = (65_507 - Messages.KEEPALIVE_SIZE) & -16;

  /** Packets of one peer that wait for a session. */
  public static final int STAGED_PACKETS = 128;

  /** The largest number of peers of an interface. */
  public static final int PEERS = 1 << 16;

  /** Data is padded to a multiple of this. */
  static final int PADDING = 16;

  static final long MILLISECOND = MILLISECONDS.toNanos(1);

  private Limits() {}
}
