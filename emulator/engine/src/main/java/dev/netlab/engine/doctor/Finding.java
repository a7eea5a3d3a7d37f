package dev.netlab.engine.doctor;

/**
 * The result of one check.
 *
 * @param what was checked
 * @param state how it is
 * @param words what was found, or how to get what is missing
 */
public record Finding(String what, State state, String words) {
  public enum State {
    GOOD,
    /** Labs run without it; some tell or do less. */
    OPTIONAL_MISSING,
    MISSING
  }
}
