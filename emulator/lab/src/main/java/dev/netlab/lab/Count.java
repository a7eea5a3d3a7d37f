package dev.netlab.lab;

/** Formats counts for messages. */
public final class Count {
  private Count() {}

  /** {@code 1 fact}, {@code 2 facts}, {@code 0 facts}. */
  public static String of(long number, String noun) {
    return number + " " + (number == 1 ? noun : noun + "s");
  }
}
