package dev.netlab.engine.jvm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The command line of the running JVM, with its flags, class path and AOT cache, for another main
 * class.
 */
public final class JvmCommand {
  private JvmCommand() {}

  /**
   * A command that runs {@code mainClass} in the same way as this program.
   *
   * @param moreFlags flags for the JVM, after those of this one: the last of two flags takes effect
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

  /** Another AOT cache in the folder of the one that this JVM uses; empty if there is none. */
  public static Optional<Path> cacheBeside(String name) {
    String flag = "-XX:AOTCache=";
    return running().stream()
        .filter(word -> word.startsWith(flag))
        .reduce((_, last) -> last)
        .map(word -> Path.of(word.substring(flag.length())).resolveSibling(name))
        .filter(Files::isReadable);
  }

  /** This JVM's own arguments before its main class. A jar given by -jar becomes the class path. */
  private static List<String> running() {
    List<String> words = words(Path.of("/proc/self/cmdline"));
    String running = System.getProperty("sun.java.command", "").split(" ", 2)[0];
    int main = words.subList(1, words.size()).indexOf(running) + 1;
    if (main == 0) {
      return List.of("java", "-cp", System.getProperty("java.class.path"));
    }
    List<String> before = new ArrayList<>(words.subList(0, main));
    // A run that records for the AOT cache writes one file; a second run would corrupt it.
    before.removeIf(word -> word.startsWith("-XX:AOTCacheOutput="));
    // It runs no command for the caller, so the caller's variables are not passed on.
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
