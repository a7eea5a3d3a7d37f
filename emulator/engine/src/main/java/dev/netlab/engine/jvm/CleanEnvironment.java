package dev.netlab.engine.jvm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The environment of programs that netlab runs for itself or for a lab. It is the same for every
 * caller and working directory, so that none of the caller's variables (LD_PRELOAD,
 * JAVA_TOOL_OPTIONS, tokens) reach them.
 */
public final class CleanEnvironment {
  public static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private static final String TERM = "[A-Za-z0-9][A-Za-z0-9+._-]*";

  private CleanEnvironment() {}

  /** PATH, HOME and LANG, and TERM if the caller has one. */
  public static Map<String, String> variables() {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("PATH", PATH);
    variables.put("HOME", "/root");
    variables.put("LANG", "C.UTF-8");
    String term = System.getenv("TERM");
    if (term != null && term.matches(TERM)) {
      variables.put("TERM", term);
    }
    return variables;
  }

  /** Gives a process exactly this environment. */
  public static ProcessBuilder of(ProcessBuilder process) {
    process.environment().clear();
    process.environment().putAll(variables());
    return process;
  }

  /** A command that sets this environment and then executes {@code command}. */
  public static List<String> before(List<String> command) {
    List<String> words = new ArrayList<>(List.of("/usr/bin/env", "-i"));
    variables().forEach((name, value) -> words.add(name + "=" + value));
    words.addAll(command);
    return List.copyOf(words);
  }
}
