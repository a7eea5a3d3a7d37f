package dev.netlab.nft;

import java.util.OptionalInt;

/**
 * A policy that cannot be meant: an impossible value, or fields that contradict each other. The
 * message is for the person who wrote it and says what to write instead; {@link #field()} names the
 * field, so that a reader of files can add line and column.
 */
public final class PolicyException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String field;
  private final int index;

  /**
   * @param field the field at fault as a lab file writes it ({@code not-in}), empty where the value
   *     alone is known
   * @param message what is wrong and what to do, without the field's name
   */
  public PolicyException(String field, String message) {
    this(field, -1, message);
  }

  private PolicyException(String field, int index, String message) {
    super(message);
    this.field = field;
    this.index = index;
  }

  /** A value that is wrong by itself, wherever it stands. */
  public PolicyException(String message) {
    this("", message);
  }

  /** The field at fault as a lab file writes it, empty where only the value is known. */
  public String field() {
    return field;
  }

  /** Which of the field's values is at fault, from 0; absent where they are so together. */
  public OptionalInt index() {
    return index < 0 ? OptionalInt.empty() : OptionalInt.of(index);
  }

  /** What is wrong with one of a field's values, told of where it stands. */
  public static PolicyException at(String field, int index, IllegalArgumentException wrong) {
    PolicyException told = new PolicyException(field, index, String.valueOf(wrong.getMessage()));
    told.initCause(wrong);
    return told;
  }
}
