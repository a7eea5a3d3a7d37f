package dev.netlab.cli;

import java.util.List;

/**
 * Trains the AOT caches of a build. {@code scripts/train} runs it in namespaces that end with it.
 * If a verb fails, as those that need root do without it, the cache lacks only what that verb would
 * have added.
 */
final class Training {
  private Training() {}

  /**
   * Runs the given verbs in one program.
   *
   * @param verbs each with its arguments, such as {@code "up liqo-two-clusters"}
   */
  public static void main(String[] verbs) {
    for (String verb : List.of(verbs)) {
      String[] words = verb.split(" ");
      Main.commandLine(Verbs.of(words), System.out, System.err).execute(words);
    }
  }
}
