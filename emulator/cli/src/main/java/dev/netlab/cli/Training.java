package dev.netlab.cli;

import java.util.List;

/**
 * What the AOT caches of a build are trained by. {@code scripts/train} runs it in namespaces that
 * end with it. Where a verb fails, as those that need root do without it, the cache lacks only what
 * that one would have taught it.
 */
final class Training {
  private Training() {}

  /**
   * Does what it is told, in one program.
   *
   * @param verbs each with its arguments, as {@code "up liqo-two-clusters"}
   */
  public static void main(String[] verbs) {
    for (String verb : List.of(verbs)) {
      String[] words = verb.split(" ");
      Main.commandLine(Verbs.of(words), System.out, System.err).execute(words);
    }
  }
}
