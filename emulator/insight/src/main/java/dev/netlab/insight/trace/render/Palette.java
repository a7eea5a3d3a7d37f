package dev.netlab.insight.trace.render;

/** Whether text has colours; the caller knows about terminals and NO_COLOR. */
public enum Palette {
  PLAIN {
    @Override
    String paint(Role role, String text) {
      return text;
    }
  },
  /** The eight colours that every terminal has (ECMA-48, select graphic rendition). */
  ANSI {
    @Override
    String paint(Role role, String text) {
      return text.isBlank() ? text : "\033[" + role.rendition + "m" + text + "\033[0m";
    }
  };

  /** What a piece of text is for the reader. */
  enum Role {
    TITLE("1"),
    /** What is new since the hop before. */
    CHANGED("1;36"),
    /** What is read only when asked. */
    QUIET("2"),
    /** What kind of reason follows. */
    KEY("33"),
    GOOD("1;32"),
    BAD("1;31"),
    DOUBTFUL("1;33");

    private final String rendition;

    Role(String rendition) {
      this.rendition = rendition;
    }
  }

  abstract String paint(Role role, String text);
}
