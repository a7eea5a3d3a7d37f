package dev.netlab.engine.jvm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The Java that runs now, with its flags, class path and AOT cache, for another main class. */
public final class JvmCommand {
  private JvmCommand() {}

  /**
   * A command that runs {@code mainClass} as this program is run.
   *
   * @param moreFlags for the JVM, behind those of this one: of two the last one counts
   */
  public static List<String> command(
      List<String> moreFlags, Class<?> mainClass, List<String> arguments) {
    List<String> command = new ArrayList<>(running());
    command.set(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(moreFlags);
    command.add(mainClass.getName());
    command.addAll(arguments);
    return List.copyOf(command);
  }

  /** Another AOT cache beside the one that this JVM runs with; empty where there is none. */
  public static Optional<Path> cacheBeside(String name) {
    String flag = "-XX:AOTCache=";
    return running().stream()
        .filter(word -> word.startsWith(flag))
        .reduce((_, last) -> last)
        .map(word -> Path.of(word.substring(flag.length())).resolveSibling(name))
        .filter(Files::isReadable);
  }

  /** This JVM's own words before its main class; a jar given by -jar becomes the class path. */
  private static List<String> running() {
    List<String> words = words(Path.of("/proc/self/cmdline"));
    String running = System.getProperty("sun.java.command", "").split(" ", 2)[0];
    int main = words.subList(1, words.size()).indexOf(running) + 1;
    if (main == 0) {
      return List.of("java", "-cp", System.getProperty("java.class.path"));
    }
    List<String> before = new ArrayList<>(words.subList(0, main));
    // A run that records for the AOT cache writes one file; two would spoil it.
    before.removeIf(word -> word.startsWith("-XX:AOTCacheOutput="));
    // It is nobody's command: what its caller had is not for it.
    before.removeIf(word -> word.startsWith("-Dnetlab.caller."));
    if (before.getLast().equals("-jar")) {
      before.set(before.size() - 1, "-cp");
      before.add(running);
    }
    return before;
  }

  private static List<String> words(Path cmdline) {
    try {
      String all = Files.readString(cmdline, StandardCharsets.UTF_8);
      return List.of(all.split("\0"));
    } catch (IOException e) {
      throw new UncheckedIOException("read " + cmdline + ": " + e.getMessage(), e);
    }
  }
}
