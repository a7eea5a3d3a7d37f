package dev.netlab.netlink.nft;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of nft's language that text from other sources must not contain. {@code include} reads
 * any file on the machine, whose lines nft then shows in its errors, and {@code monitor} never
 * ends. The words are recognized as in nft's scanner (nftables' src/scanner.l): not in quotes or
 * comments, and not as part of a longer word.
 */
public final class NftWords {
  private static final Set<String> FORBIDDEN = Set.of("include", "monitor");

  /** A token of the scanner: a quoted string, a comment, or a run of word characters. */
  private static final Pattern TOKEN =
      Pattern.compile("(?<other>\"[^\"]*\"|#[^\\n]*)|(?<word>[A-Za-z0-9_./-]+)");

  /** A word begins with a letter, an underscore or a dot. */
  private static final Pattern NO_START = Pattern.compile("[0-9/-].*");

  private NftWords() {}

  /**
   * A forbidden word in a text.
   *
   * @param offset of its first character in the text
   */
  public record Found(String word, int offset) {}

  /** All forbidden words, in the order of the text. */
  public static List<Found> forbidden(String ruleset) {
    List<Found> found = new ArrayList<>();
    Matcher token = TOKEN.matcher(ruleset);
    while (token.find()) {
      String run = token.group("word");
      if (run != null) {
        for (String word : FORBIDDEN) {
          if (isOrEndsAs(run, word)) {
            found.add(new Found(word, token.end() - word.length()));
          }
        }
      }
    }
    return List.copyOf(found);
  }

  /** If the run begins with digits or signs, the scanner might split it anywhere. */
  private static boolean isOrEndsAs(String run, String word) {
    return run.equals(word) || (NO_START.matcher(run).matches() && run.endsWith(word));
  }

  /**
   * Rejects text that contains forbidden words, regardless of its author.
   *
   * @throws IllegalArgumentException naming the first
   */
  static void reject(String ruleset) {
    forbidden(ruleset).stream()
        .findFirst()
        .ifPresent(
            found -> {
              throw new IllegalArgumentException(
                  "nft text may not have the word " + found.word() + ": " + found.offset());
            });
  }
}
