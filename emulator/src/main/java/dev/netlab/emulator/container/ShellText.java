package dev.netlab.emulator.container;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A plain look at a text for {@code /bin/sh}: which programs its simple commands name (POSIX, Shell
 * Command Language, 2.9.1). What a look cannot tell, such as a program in a variable, is left out.
 *
 * @param commands the words of each simple command, with their quotes
 */
public record ShellText(List<List<String>> commands) {
  private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*=.*");
  private static final Pattern REDIRECTION = Pattern.compile("[0-9]*[<>].*");
  private static final Pattern PROGRAM = Pattern.compile("[A-Za-z0-9_./+-]+");

  /** What stands before a command and is none. */
  private static final Set<String> BEFORE =
      Set.of("exec", "command", "if", "then", "elif", "else", "while", "until", "do", "!", "{");

  /** What the shell does itself, and words that begin no command. */
  private static final Set<String> BUILT_IN =
      Set.of(
          ".",
          ":",
          "[",
          "alias",
          "bg",
          "break",
          "case",
          "cd",
          "continue",
          "done",
          "echo",
          "esac",
          "eval",
          "exit",
          "export",
          "false",
          "fg",
          "fi",
          "for",
          "getopts",
          "hash",
          "in",
          "jobs",
          "kill",
          "local",
          "printf",
          "pwd",
          "read",
          "readonly",
          "return",
          "set",
          "shift",
          "test",
          "times",
          "trap",
          "true",
          "type",
          "ulimit",
          "umask",
          "unalias",
          "unset",
          "wait",
          "}");

  private static final String SEPARATORS = ";&|()\n";

  public ShellText {
    commands = commands.stream().map(List::copyOf).toList();
  }

  /** Takes the text apart. */
  public static ShellText of(String text) {
    return new Splitter(text).split();
  }

  /** The program of each simple command that names one. */
  public List<String> programs() {
    return commands.stream().map(ShellText::program).flatMap(Optional::stream).distinct().toList();
  }

  /** Whether it is one simple command that begins with its program. */
  public boolean isOneProgram() {
    return commands.size() == 1
        && program(commands.getFirst()).equals(Optional.of(commands.getFirst().getFirst()));
  }

  private static Optional<String> program(List<String> words) {
    for (String word : words) {
      if (!ASSIGNMENT.matcher(word).matches() && !BEFORE.contains(word)) {
        return Optional.of(word)
            .filter(w -> PROGRAM.matcher(w).matches())
            .filter(w -> !BUILT_IN.contains(w));
      }
    }
    return Optional.empty();
  }

  /** Characters to words and commands. */
  private static final class Splitter {
    private final String text;
    private final List<List<String>> commands = new ArrayList<>();
    private List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();

    Splitter(String text) {
      this.text = text;
    }

    ShellText split() {
      int at = 0;
      while (at < text.length()) {
        char c = text.charAt(at);
        if (c == '\'' || c == '"') {
          at = quoted(c, at);
        } else if (c == '\\' && at + 1 < text.length()) {
          word.append(c).append(text.charAt(++at));
        } else if (c == '#' && word.isEmpty()) {
          at = Math.max(at, lineEnd(at) - 1);
        } else if (c == '&' && endsWithRedirection()) {
          word.append(c);
        } else if (SEPARATORS.indexOf(c) >= 0) {
          endCommand();
        } else if (Character.isWhitespace(c)) {
          endWord();
        } else {
          word.append(c);
        }
        at++;
      }
      endCommand();
      return new ShellText(commands);
    }

    /** {@code 2>&1}: this ampersand ends no command. */
    private boolean endsWithRedirection() {
      return !word.isEmpty() && "<>".indexOf(word.charAt(word.length() - 1)) >= 0;
    }

    private int lineEnd(int from) {
      int end = text.indexOf('\n', from);
      return end < 0 ? text.length() : end;
    }

    private int quoted(char quote, int from) {
      int at = from + 1;
      while (at < text.length() && text.charAt(at) != quote) {
        at += quote == '"' && text.charAt(at) == '\\' ? 2 : 1;
      }
      int end = Math.min(at, text.length() - 1);
      word.append(text, from, end + 1);
      return end;
    }

    private void endWord() {
      if (!word.isEmpty()) {
        if (!REDIRECTION.matcher(word).matches()) {
          words.add(word.toString());
        }
        word.setLength(0);
      }
    }

    private void endCommand() {
      endWord();
      if (!words.isEmpty()) {
        commands.add(words);
        words = new ArrayList<>();
      }
    }
  }
}
