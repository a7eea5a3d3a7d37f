package dev.netlab.engine.doctor;

/**
 * The result of one check.
 *
 * @param what what was checked
 * @param state the outcome
 * @param words what was found, or how to get what is missing
 */
public record Finding(String what, State state, String words) {
  public enum State {
    GOOD,
    /** Labs run without it, but some report or do less. */
    OPTIONAL_MISSING,
    MISSING
  }
}
