package dev.netlab.netlink.netns;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs the tools that people use, to compare with. */
public final class Commands {
  private Commands() {}

  /** What the command printed; it must succeed. */
  public static String run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new AssertionError(List.of(command) + " exit " + process.exitValue() + ": " + output);
      }
    } catch (InterruptedException e) {
      process.destroy();
      throw new AssertionError(e);
    }
    return output;
  }

  /** As {@link #run}, inside a namespace: a child process belongs where its thread was. */
  public static String in(Namespace namespace, String... command) throws IOException {
    return namespace.<String, IOException>call(() -> run(command));
  }
}
