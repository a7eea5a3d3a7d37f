package dev.netlab.packet.filter;

/** A text is no packet expression. The message names the word and what could stand there. */
public final class PacketSyntaxException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String word;
  private final int offset;
  private final String problem;
  private final String suggestion;

  /**
   * @param word the offending word, empty at the end of the text
   * @param offset where in the text it starts, from 0
   * @param problem what is wrong with it
   * @param suggestion what to write instead, empty where nothing is near
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
