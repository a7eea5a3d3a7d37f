package dev.netlab.cli;

import dev.netlab.insight.trace.render.Palette;
import dev.netlab.netlink.syscall.Sys;
import java.io.Console;
import java.util.Optional;
import java.util.OptionalInt;

/** Whether a user is at the terminal. */
final class Terminal {
  private static final int STDERR = 2;
  private static final int NARROWEST = 20;
  private static final int USUAL = 80;

  private Terminal() {}

  static boolean isThere() {
    return console().isPresent();
  }

  /** The user's answer to a question that was just printed; empty if nobody is there to answer. */
  static Optional<String> answer() {
    return console().map(Console::readLine);
  }

  /** JDK 25 returns no console if there is no terminal, as JDKs before 22 did. */
  @SuppressWarnings("SystemConsoleNull")
  private static Optional<Console> console() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal);
  }

  /**
   * The width of the terminal on stderr; empty if stderr is not a terminal that can overwrite a
   * line.
   */
  static OptionalInt talkColumns() {
    if (isDumb()) {
      return OptionalInt.empty();
    }
    OptionalInt columns = Sys.terminalColumns(STDERR);
    return columns.isPresent() && columns.getAsInt() < NARROWEST ? OptionalInt.of(USUAL) : columns;
  }

  /** Colours only on a terminal that supports them, and never with NO_COLOR (no-color.org). */
  static Palette palette() {
    String wish = System.getenv("NO_COLOR");
    boolean plain = (wish != null && !wish.isEmpty()) || isDumb() || !isThere();
    return plain ? Palette.PLAIN : Palette.ANSI;
  }

  private static boolean isDumb() {
    return "dumb".equals(System.getenv("TERM"));
  }
}
