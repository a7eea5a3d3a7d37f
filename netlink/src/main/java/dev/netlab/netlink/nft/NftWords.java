package dev.netlab.netlink.nft;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of nft's language that text from elsewhere may not have: {@code include} reads any file
 * of the machine, whose lines nft then shows in its errors, and {@code monitor} never ends. They
 * are found as nft's scanner does (nftables' src/scanner.l): neither in quotes nor in comments, and
 * a longer word that has them in it is another word.
 */
public final class NftWords {
  private static final Set<String> FORBIDDEN = Set.of("include", "monitor");

  /** What the scanner takes as one: a quoted string, a comment, a run of characters of words. */
  private static final Pattern TOKEN =
      Pattern.compile("(?<other>\"[^\"]*\"|#[^\\n]*)|(?<word>[A-Za-z0-9_./-]+)");

  /** A word begins with a letter, _ or a dot. */
  private static final Pattern NO_START = Pattern.compile("[0-9/-].*");

  private NftWords() {}

  /**
   * A word that may not be there.
   *
   * @param offset of its first character in the text
   */
  public record Found(String word, int offset) {}

  /** All of them, in the order of the text. */
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

  /** Where digits or signs begin the run, any cut of it might be the scanner's. */
  private static boolean isOrEndsAs(String run, String word) {
    return run.equals(word) || (NO_START.matcher(run).matches() && run.endsWith(word));
  }

  /**
   * Rejects text with any of them, whoever wrote it.
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
