package dev.netlab.netlink.rtnetlink;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * netem's settings in tc's words and units (iproute2's q_netem.c and tc(8), UNITS). Stricter in one
 * respect: a number without a unit is rejected, because tc reads a bare time as microseconds.
 */
public final class NetemSyntax {
  /** {@code tabledist} in the kernel's sch_netem.c doubles it in 32 bits. */
  private static final long MAX_JITTER = 2_000_000_000L;

  private static final long MAX_DELAY = 3_600_000_000_000L;
  private static final Pattern QUANTITY = Pattern.compile("(\\d+(?:\\.\\d*)?|\\.\\d+)([a-zA-Z]+)");
  private static final Map<String, BigDecimal> TIMES = times();
  private static final Map<String, BigDecimal> RATES = rates();
  private static final List<String> WORDS =
      List.of("delay", "loss", "rate", "limit", "duplicate", "reorder", "seed");

  private NetemSyntax() {}

  /**
   * Parses {@code 12ms} to nanoseconds.
   *
   * @throws IllegalArgumentException if the text is not a time, or is more than an hour
   */
  public static long delay(String text) {
    return nanos(text, MAX_DELAY, "an hour");
  }

  /**
   * Parses {@code 1ms} to nanoseconds.
   *
   * @throws IllegalArgumentException if the text is not a time, or is more than two seconds
   */
  public static long jitter(String text) {
    return nanos(text, MAX_JITTER, "2s, netem's most");
  }

  private static long nanos(String text, long most, String mostText) {
    BigDecimal nanos = quantity(text, TIMES, "time", "12ms, 1s or 100us");
    if (nanos.compareTo(BigDecimal.valueOf(most)) > 0) {
      throw new IllegalArgumentException("'%s' is more than %s".formatted(text, mostText));
    }
    return nanos.setScale(0, RoundingMode.HALF_EVEN).longValueExact();
  }

  /**
   * Parses {@code 1gbit} to bytes a second.
   *
   * @throws IllegalArgumentException if the text is not a rate, or is less than eight bits a second
   */
  public static long rate(String text) {
    BigDecimal bytes = quantity(text, RATES, "rate", "1gbit, 100mbit or 512kbit");
    if (bytes.compareTo(BigDecimal.ONE) < 0 || bytes.compareTo(RATES.get("tbps")) > 0) {
      throw new IllegalArgumentException(
          "'%s' cannot be a rate; it goes from 8bit to 8tbit".formatted(text));
    }
    return bytes.longValue();
  }

  private static BigDecimal quantity(
      String text, Map<String, BigDecimal> units, String what, String example) {
    Matcher matcher = QUANTITY.matcher(text);
    BigDecimal unit =
        matcher.matches() ? units.get(matcher.group(2).toLowerCase(Locale.ROOT)) : null;
    if (unit == null) {
      throw new IllegalArgumentException(
          "'%s' is not a %s; write it like %s".formatted(text, what, example));
    }
    return new BigDecimal(matcher.group(1)).multiply(unit);
  }

  static Netem parse(String arguments) {
    Tokens words = new Tokens(arguments);
    Netem netem = Netem.NONE;
    while (words.more()) {
      netem =
          switch (words.take()) {
            case "delay", "latency" -> delay(words, netem);
            case "loss", "drop" -> netem.withLoss(words.value(Probability::parse));
            case "rate" -> netem.withRate(words.value(NetemSyntax::rate));
            case "limit" -> netem.withLimit(words.number());
            case "duplicate" -> netem.withDuplicate(words.value(Probability::parse));
            case "reorder" -> netem.withReorder(words.value(Probability::parse));
            case "seed" -> netem.withSeed(OptionalLong.of(words.value(Long::parseUnsignedLong)));
            default -> throw words.unknown("word of netem", WORDS);
          };
    }
    return netem;
  }

  private static Netem delay(Tokens words, Netem netem) {
    Netem delayed = netem.withDelay(words.value(NetemSyntax::delay));
    boolean jitter = words.more() && Character.isDigit(words.peek().charAt(0));
    return jitter ? delayed.withJitter(words.value(NetemSyntax::jitter)) : delayed;
  }

  static String text(Netem netem) {
    return Tokens.join(
        netem.limit() == Netem.DEFAULT_LIMIT ? "" : "limit " + netem.limit(),
        netem.delay() == 0 && netem.jitter() == 0 ? "" : "delay " + time(netem.delay()),
        netem.jitter() == 0 ? "" : time(netem.jitter()),
        chance("loss", netem.loss()),
        chance("duplicate", netem.duplicate()),
        chance("reorder", netem.reorder()),
        netem.rate() == 0 ? "" : "rate " + rate(netem.rate()),
        netem.seed().isPresent() ? "seed " + Long.toUnsignedString(netem.seed().getAsLong()) : "");
  }

  private static String chance(String word, Probability chance) {
    return chance.equals(Probability.NEVER) ? "" : word + " " + chance;
  }

  /** Formats nanoseconds exactly, as {@code 12ms}. */
  public static String time(long nanos) {
    return inLargest(BigDecimal.valueOf(nanos), List.of("s", "ms", "us", "ns"), TIMES);
  }

  /** Formats bytes a second exactly, as {@code 1gbit}. */
  public static String rate(long bytesPerSecond) {
    return inLargest(
        BigDecimal.valueOf(bytesPerSecond), List.of("gbit", "mbit", "kbit", "bit"), RATES);
  }

  private static String inLargest(
      BigDecimal value, List<String> units, Map<String, BigDecimal> sizes) {
    for (String unit : units) {
      BigDecimal size = sizes.get(unit);
      if (value.compareTo(size) >= 0 || unit.equals(units.getLast())) {
        return value.divide(size).stripTrailingZeros().toPlainString() + unit;
      }
    }
    throw new IllegalArgumentException("no units");
  }

  private static Map<String, BigDecimal> times() {
    Map<String, BigDecimal> units = new LinkedHashMap<>();
    String[] prefixes = {"n", "u", "m", ""};
    for (int i = 0; i < prefixes.length; i++) {
      for (String name : List.of("s", "sec", "secs")) {
        units.put(prefixes[i] + name, BigDecimal.ONE.movePointRight(3 * i));
      }
    }
    return units;
  }

  /**
   * The value of each unit in bytes a second. {@code bps} means bytes, and {@code ki} means 1024.
   */
  private static Map<String, BigDecimal> rates() {
    Map<String, BigDecimal> units = new LinkedHashMap<>();
    String[] prefixes = {"", "k", "m", "g", "t"};
    for (int i = 0; i < prefixes.length; i++) {
      String binary = i == 0 ? "" : prefixes[i] + "i";
      BigDecimal decimal = BigDecimal.ONE.movePointRight(3 * i);
      BigDecimal power = BigDecimal.valueOf(1L << (10 * i));
      units.put(prefixes[i] + "bps", decimal);
      units.put(prefixes[i] + "bit", decimal.divide(BigDecimal.valueOf(8)));
      units.put(binary + "bps", power);
      units.put(binary + "bit", power.divide(BigDecimal.valueOf(8)));
    }
    return units;
  }
}
