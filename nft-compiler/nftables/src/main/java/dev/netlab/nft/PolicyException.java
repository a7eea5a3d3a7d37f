package dev.netlab.nft;

import java.util.OptionalInt;

/**
 * A policy that makes no sense: it contains an impossible value, or fields that contradict each
 * other. The message is for the author of the policy and says what to write instead. {@link
 * #field()} names the field, so that a reader of files can add line and column.
 */
public final class PolicyException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String field;
  private final int index;

  /**
   * @param field the field at fault as a lab file writes it ({@code not-in}); empty if only the
   *     value is known
   * @param message what is wrong and how to fix it, without the field's name
   */
  public PolicyException(String field, String message) {
    this(field, -1, message);
  }

  private PolicyException(String field, int index, String message) {
    super(message);
    this.field = field;
    this.index = index;
  }

  /** A value that is wrong in itself, regardless of the field that contains it. */
  public PolicyException(String message) {
    this("", message);
  }

  /** The field at fault as a lab file writes it; empty if only the value is known. */
  public String field() {
    return field;
  }

  /**
   * The index of the faulty value within the field, from 0; absent if only the combination of
   * values is wrong.
   */
  public OptionalInt index() {
    return index < 0 ? OptionalInt.empty() : OptionalInt.of(index);
  }

  /** An error in one of a field's values, with the position of that value. */
  public static PolicyException at(String field, int index, IllegalArgumentException wrong) {
    PolicyException told = new PolicyException(field, index, String.valueOf(wrong.getMessage()));
    told.initCause(wrong);
    return told;
  }
}
