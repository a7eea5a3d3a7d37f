package dev.netlab.nft.ruleset;

import dev.netlab.nft.PolicyException;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The words of nft's text: quoted strings, signs, and all else between blanks. */
final class Tokens {
  // Lines end statements, so they are words too.
  private static final Pattern TOKEN =
      Pattern.compile("\"[^\"]*\"|\\n|[{};,#]|!=|==|[^\\s{};,#\"]+");

  private final List<String> words;
  private int next;

  Tokens(String text) {
    words = TOKEN.matcher(text).results().map(MatchResult::group).toList();
  }

  boolean atEnd() {
    return next == words.size();
  }

  /** The next word without taking it, empty at the end. */
  String peek() {
    return peek(0);
  }

  String peek(int ahead) {
    return next + ahead < words.size() ? words.get(next + ahead) : "";
  }

  String take() {
    if (atEnd()) {
      throw new PolicyException("the ruleset's text ends too early, after " + before());
    }
    return words.get(next++);
  }

  boolean takeIf(String... expected) {
    for (int i = 0; i < expected.length; i++) {
      if (!peek(i).equals(expected[i])) {
        return false;
      }
    }
    next += expected.length;
    return true;
  }

  void expect(String... expected) {
    for (String word : expected) {
      if (!takeIf(word)) {
        throw unexpected("'" + word + "'");
      }
    }
  }

  void skipLines() {
    while (takeIf("\n")) {
      // an empty line
    }
  }

  PolicyException unexpected(String wanted) {
    return new PolicyException(
        "cannot read nft's text: %s expected, not '%s', after %s"
            .formatted(wanted, peek(), before()));
  }

  private String before() {
    return "'" + String.join(" ", words.subList(Math.max(0, next - 8), next)).strip() + "'";
  }
}
