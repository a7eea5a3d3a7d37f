package dev.netlab.wireguard.device;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs programs and returns what they printed. */
final class Shell {
  /** What a program printed, both streams, and its exit code. */
  record Result(int code, String output) {}

  private Shell() {}

  /** The output of a program that must succeed. */
  static String run(List<String> command) {
    return run(command, "");
  }

  static String run(List<String> command, String input) {
    Result result = attempt(command, input);
    if (result.code != 0) {
      throw new AssertionError(String.join(" ", command) + ": " + result);
    }
    return result.output;
  }

  static String run(String command) {
    return run(List.of(command.split(" ")));
  }

  static Result attempt(List<String> command) {
    return attempt(command, "");
  }

  private static Result attempt(List<String> command, String input) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      try (OutputStream in = process.getOutputStream()) {
        in.write(input.getBytes(StandardCharsets.UTF_8));
      }
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(command + " did not end");
      }
      return new Result(process.exitValue(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  static Process start(List<String> command) {
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> words(List<String> first, String... more) {
    List<String> all = new ArrayList<>(first);
    all.addAll(List.of(more));
    return all;
  }
}
