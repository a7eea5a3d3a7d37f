package dev.netlab.emulator.cli;

import dev.netlab.emulator.trace.tell.Palette;
import java.io.Console;

/** Whether a person looks on. */
final class Terminal {
  private Terminal() {}

  /** JDK 25 gives no console again where there is no terminal, as before JDK 22. */
  @SuppressWarnings("SystemConsoleNull")
  static boolean isThere() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  /** Colours only on a terminal that has them, and never with NO_COLOR (no-color.org). */
  static Palette palette() {
    String wish = System.getenv("NO_COLOR");
    boolean plain =
        (wish != null && !wish.isEmpty()) || "dumb".equals(System.getenv("TERM")) || !isThere();
    return plain ? Palette.PLAIN : Palette.ANSI;
  }
}
