package dev.netlab.nft;

/**
 * A policy that cannot be meant: an impossible value, or fields that contradict each other. The
 * message is for the person who wrote it and says what to write instead; {@link #field()} names the
 * field, so that a reader of files can add line and column.
 */
public final class PolicyException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String field;

  /**
   * @param field the field at fault as a lab file writes it ({@code not-in}), empty where the value
   *     alone is known
   * @param message what is wrong and what to do, without the field's name
   */
  public PolicyException(String field, String message) {
    super(message);
    this.field = field;
  }

  /** A value that is wrong by itself, wherever it stands. */
  public PolicyException(String message) {
    this("", message);
  }

  /** The field at fault as a lab file writes it, empty where only the value is known. */
  public String field() {
    return field;
  }

  /** The same error, told of a field. */
  public PolicyException at(String fieldName) {
    PolicyException told = new PolicyException(fieldName, String.valueOf(getMessage()));
    told.initCause(this);
    return told;
  }
}
