package dev.netlab.nft.policy;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The place where a rule was written.
 *
 * @param file the file's name as shown to users, without folders
 * @param line from 1
 */
public record Origin(String file, int line) {
  /** The kernel keeps 128 bytes of a comment, including its NUL (NFTNL_UDATA_COMMENT_MAXLEN). */
  private static final int LONGEST = 127;

  private static final Pattern UNPRINTABLE = Pattern.compile("[^\\x20-\\x7e]|[\"\\\\]");

  /**
   * {@code FILE:LINE} in a form that nft accepts as a comment; a long name is reduced to its end.
   */
  public String comment() {
    String place = UNPRINTABLE.matcher(file + ":" + line).replaceAll("_");
    return place.length() <= LONGEST ? place : place.substring(place.length() - LONGEST);
  }

  /** Several places as one comment: as many as fit, starting with the first. */
  public static String comment(List<Origin> origins) {
    StringBuilder all = new StringBuilder();
    for (Origin origin : origins) {
      String next = (all.isEmpty() ? "" : ", ") + origin.comment();
      if (all.length() + next.length() > LONGEST) {
        break;
      }
      all.append(next);
    }
    return all.toString();
  }

  @Override
  public String toString() {
    return file + ":" + line;
  }
}
