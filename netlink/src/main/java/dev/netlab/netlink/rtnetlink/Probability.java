package dev.netlab.netlink.rtnetlink;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A probability, as queueing disciplines encode it.
 *
 * @param fraction unsigned, in units of 1 / (2^32 - 1); the maximum means always
 */
public record Probability(int fraction) {
  public static final Probability NEVER = new Probability(0);

  private static final Pattern PERCENT = Pattern.compile("(\\d+(?:\\.\\d*)?|\\.\\d+)%");
  private static final BigDecimal ALWAYS = BigDecimal.valueOf(0xffff_ffffL);
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /** The precision that tc(8) prints: {@code %g}. */
  private static final MathContext PRINTED = new MathContext(6);

  /**
   * Reads {@code 0.1%}.
   *
   * @throws IllegalArgumentException for anything but a percentage from 0 to 100
   */
  public static Probability parse(String text) {
    Matcher matcher = PERCENT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + text + "' is not a percentage; write it like 0.1%");
    }
    BigDecimal percent = new BigDecimal(matcher.group(1));
    if (percent.compareTo(HUNDRED) > 0) {
      throw new IllegalArgumentException(text + " is more than always; write 100% or less");
    }
    return new Probability(
        percent.multiply(ALWAYS).divide(HUNDRED, 0, RoundingMode.HALF_EVEN).intValue());
  }

  /** Whether the event happens, given 32 random bits. */
  public boolean hits(int random) {
    return fraction != 0 && Integer.compareUnsigned(fraction, random) >= 0;
  }

  /** The percentage in the form that {@link #parse} reads, rounded as in tc(8). */
  @Override
  public String toString() {
    BigDecimal percent =
        BigDecimal.valueOf(Integer.toUnsignedLong(fraction))
            .multiply(HUNDRED)
            .divide(ALWAYS, PRINTED)
            .stripTrailingZeros();
    return percent.toPlainString() + "%";
  }
}
