package dev.netlab.emulator.plan;

import java.util.regex.Pattern;

/** A word for a POSIX shell. */
final class Quoted {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=,@%+-]+");

  private Quoted() {}

  static String of(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
