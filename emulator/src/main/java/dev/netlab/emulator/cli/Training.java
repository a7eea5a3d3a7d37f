package dev.netlab.emulator.cli;

import java.util.List;

/**
 * What the AOT cache of a build is trained by, in one program. {@code scripts/train} runs it in
 * namespaces that end with it. Where a verb fails, as those that need root do without it, the cache
 * lacks only what that one would have taught it.
 */
final class Training {
  private static final String LAB = "liqo-two-clusters";

  /**
   * Each start pays for all classes in the cache, used or not, so these are few: those that read
   * Kubernetes objects, and those of a lab that is made, tested and traced.
   */
  private static final List<String> VERBS =
      List.of(
          "validate contiv-vpp",
          "up " + LAB,
          "test " + LAB,
          "trace " + LAB + " nginx-local -- ping -c 1 -W 5 10.201.1.4",
          "down " + LAB);

  private Training() {}

  public static void main(String[] arguments) {
    for (String verb : VERBS) {
      String[] words = verb.split(" ");
      Main.commandLine(Verbs.of(words), System.out, System.err).execute(words);
    }
  }
}
