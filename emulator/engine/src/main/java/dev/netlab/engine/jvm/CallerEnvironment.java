package dev.netlab.engine.jvm;

import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * What the launcher keeps from netlab's own programs, since it decides which code they run ({@code
 * PATH}, {@code LD_PRELOAD}, {@code JAVA_TOOL_OPTIONS}, ...), and what the commands of whoever
 * started netlab are to have all the same. The launcher hands each variable over as the system
 * property {@code netlab.caller.NAME}.
 */
public final class CallerEnvironment {
  private static final String PREFIX = "netlab.caller.";

  private CallerEnvironment() {}

  /** Program and arguments that become the command with those variables. */
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
