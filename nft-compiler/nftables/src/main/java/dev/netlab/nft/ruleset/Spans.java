package dev.netlab.nft.ruleset;

import dev.netlab.nft.PolicyException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spans of time as nft writes them: {@code 3h}, {@code 1d2m5s}. */
final class Spans {
  private static final Pattern SPAN =
      Pattern.compile("(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?(?:\\d+ms)?");

  private Spans() {}

  static String text(Duration span) {
    String text =
        part(span.toDays(), "d")
            + part(span.toHoursPart(), "h")
            + part(span.toMinutesPart(), "m")
            + part(span.toSecondsPart(), "s");
    return text.isEmpty() ? "0s" : text;
  }

  private static String part(long count, String unit) {
    return count == 0 ? "" : count + unit;
  }

  static Duration parse(String text) {
    Matcher span = SPAN.matcher(text);
    if (text.isEmpty() || !span.matches()) {
      throw new PolicyException("cannot read nft's text: a time expected, not '" + text + "'");
    }
    return Duration.ofDays(number(span, 1))
        .plusHours(number(span, 2))
        .plusMinutes(number(span, 3))
        .plusSeconds(number(span, 4));
  }

  private static long number(Matcher span, int group) {
    return span.group(group) == null ? 0 : Long.parseLong(span.group(group));
  }
}
