package dev.netlab.engine.jvm;

import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * The variables that the launcher hides from netlab's own programs, because they decide which code
 * those run ({@code PATH}, {@code LD_PRELOAD}, {@code JAVA_TOOL_OPTIONS}, ...), but that the
 * caller's own commands must still receive. The launcher passes each variable as the system
 * property {@code netlab.caller.NAME}.
 */
public final class CallerEnvironment {
  private static final String PREFIX = "netlab.caller.";

  private CallerEnvironment() {}

  /** Program and arguments that run the command with those variables. */
  public static List<String> around(List<String> command) {
    return around(command, System.getProperties());
  }

  static List<String> around(List<String> command, Properties properties) {
    List<String> variables =
        properties.stringPropertyNames().stream()
            .filter(name -> name.startsWith(PREFIX))
            .sorted()
            .map(name -> name.substring(PREFIX.length()) + "=" + properties.getProperty(name))
            .toList();
    if (variables.isEmpty()) {
      return command;
    }
    List<String> words = new ArrayList<>(List.of("/usr/bin/env", "--"));
    words.addAll(variables);
    words.addAll(command);
    return List.copyOf(words);
  }
}
