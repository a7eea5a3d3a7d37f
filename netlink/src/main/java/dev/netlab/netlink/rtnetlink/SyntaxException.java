package dev.netlab.netlink.rtnetlink;

/** Reports that a text in iproute2's syntax is invalid. */
public final class SyntaxException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String word;
  private final int offset;
  private final String suggestion;

  SyntaxException(String message, String word, int offset, String suggestion) {
    super(suggestion.isEmpty() ? message : message + "; did you mean '" + suggestion + "'?");
    this.word = word;
    this.offset = offset;
    this.suggestion = suggestion;
  }

  /** The offending word, empty if something is missing at the end. */
  public String word() {
    return word;
  }

  /** The position at which the word begins, in characters from 0. */
  public int offset() {
    return offset;
  }

  /** The word that was probably meant, empty if none is similar. */
  public String suggestion() {
    return suggestion;
  }
}
