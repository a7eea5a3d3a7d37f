package dev.netlab.engine.jvm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The environment of what netlab runs on its own account or a lab's: the same whoever calls and
 * from wherever, so that nothing of the caller's (LD_PRELOAD, JAVA_TOOL_OPTIONS, tokens) gets
 * there.
 */
public final class CleanEnvironment {
  public static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private static final String TERM = "[A-Za-z0-9][A-Za-z0-9+._-]*";

  private CleanEnvironment() {}

  /** PATH, HOME and LANG; TERM where the caller has one. */
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

  /** Gives a process this environment and no other. */
  public static ProcessBuilder of(ProcessBuilder process) {
    process.environment().clear();
    process.environment().putAll(variables());
    return process;
  }

  /** A command that gives itself this environment before it becomes {@code command}. */
  public static List<String> before(List<String> command) {
    List<String> words = new ArrayList<>(List.of("/usr/bin/env", "-i"));
    variables().forEach((name, value) -> words.add(name + "=" + value));
    words.addAll(command);
    return List.copyOf(words);
  }
}
