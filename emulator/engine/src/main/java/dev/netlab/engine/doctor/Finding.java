package dev.netlab.engine.doctor;

/**
 * One thing looked for.
 *
 * @param what was looked for
 * @param state how it is
 * @param words what was found, or how to get it
 */
public record Finding(String what, State state, String words) {
  public enum State {
    GOOD,
    /** Labs run without it; some tell or do less. */
    OPTIONAL_MISSING,
    MISSING
  }
}
