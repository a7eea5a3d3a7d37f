package dev.netlab.packet.filter;

/**
 * A text is not a packet expression. The message names the word and lists what is allowed in its
 * place.
 */
public final class PacketSyntaxException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String word;
  private final int offset;
  private final String problem;
  private final String suggestion;

  /**
   * @param word the offending word, empty at the end of the text
   * @param offset the position in the text where it starts, from 0
   * @param problem what is wrong with it
   * @param suggestion what to write instead; empty if nothing is similar
   */
  public PacketSyntaxException(String word, int offset, String problem, String suggestion) {
    super(problem + (suggestion.isEmpty() ? "" : "; " + suggestion));
    this.word = word;
    this.offset = offset;
    this.problem = problem;
    this.suggestion = suggestion;
  }

  public String word() {
    return word;
  }

  public int offset() {
    return offset;
  }

  public String problem() {
    return problem;
  }

  public String suggestion() {
    return suggestion;
  }
}
