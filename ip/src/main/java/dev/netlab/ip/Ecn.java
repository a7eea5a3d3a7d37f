package dev.netlab.ip;

/**
 * Explicit congestion notification across a tunnel, as Linux does it ({@code net/inet_ecn.h}): RFC
 * 6040, with the full-functionality rule of RFC 3168 section 9.1.1 on the way in.
 */
public final class Ecn {
  private static final int MASK = 3;
  public static final int NOT_ECT = 0;
  public static final int ECT_1 = 1;
  public static final int ECT_0 = 2;
  public static final int CE = 3;

  /** The result of {@link #decapsulate} for a packet to be dropped. */
  public static final int DROP = -1;

  private Ecn() {}

  /** The outer field: the DSCP given, and the inner ECN with congestion experienced as ECT(0). */
  public static int encapsulate(int outer, int inner) {
    int ecn = inner & MASK;
    return (outer & ~MASK) | (ecn == CE ? ECT_0 : ecn);
  }

  /**
   * The inner field after the outer header is off, or {@link #DROP}: congestion was met and the
   * inner packet cannot tell.
   */
  public static int decapsulate(int outer, int inner) {
    return switch (outer & MASK) {
      case CE -> (inner & MASK) == NOT_ECT ? DROP : inner | CE;
      case ECT_1 -> (inner & MASK) == ECT_0 ? (inner & ~MASK) | ECT_1 : inner;
      default -> inner;
    };
  }
}
