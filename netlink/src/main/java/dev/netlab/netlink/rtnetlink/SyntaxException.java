package dev.netlab.netlink.rtnetlink;

/** A text in iproute2's syntax that cannot be understood. */
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

  /** The offending word, empty where something is missing at the end. */
  public String word() {
    return word;
  }

  /** Where the word begins, in characters from 0. */
  public int offset() {
    return offset;
  }

  /** What may have been meant, empty where nothing is near. */
  public String suggestion() {
    return suggestion;
  }
}
