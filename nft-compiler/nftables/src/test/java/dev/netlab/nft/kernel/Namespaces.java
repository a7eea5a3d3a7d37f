package dev.netlab.nft.kernel;

import dev.netlab.nft.ruleset.Ruleset;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Network namespaces of one test, gone when it ends. */
public final class Namespaces implements AutoCloseable {
  private final String prefix = "nlt-nft-" + ProcessHandle.current().pid() + "-";
  private final List<String> made = new ArrayList<>();
  private final List<Process> started = new ArrayList<>();

  /** What a command said and how it ended. */
  public record Result(int exit, String output) {}

  public void add(String name) {
    must("ip netns add " + prefix + name);
    made.add(name);
    in(name, "ip link set lo up");
  }

  /** Joins two namespaces by a veth with an address at each end. */
  public void join(
      String a, String aInterface, String aAddress, String b, String bInterface, String bAddress) {
    must(
        "ip -n %s%s link add %s type veth peer name %s netns %s%s"
            .formatted(prefix, a, aInterface, bInterface, prefix, b));
    in(
        a,
        "ip addr add "
            + aAddress
            + " dev "
            + aInterface
            + " nodad && ip link set "
            + aInterface
            + " up");
    in(
        b,
        "ip addr add "
            + bAddress
            + " dev "
            + bInterface
            + " nodad && ip link set "
            + bInterface
            + " up");
  }

  /** Runs a command of the shell in a namespace; it must succeed. */
  public String in(String name, String command) {
    Result result = tryIn(name, command);
    if (result.exit() != 0) {
      throw new AssertionError(name + ": " + command + ": " + result);
    }
    return result.output();
  }

  Result tryIn(String name, String command) {
    return run(List.of("ip", "netns", "exec", prefix + name, "sh", "-c", command), "");
  }

  /** Loads a ruleset in place of whatever the namespace had. */
  public void load(String name, Ruleset ruleset) {
    Result result = nft(name, "flush ruleset\n" + ruleset.loadText());
    if (!result.output().isEmpty()) {
      throw new AssertionError(name + ": " + result.output() + ruleset.loadText());
    }
  }

  /** Loads a ruleset's text. */
  Result nft(String name, String text) {
    return run(List.of("ip", "netns", "exec", prefix + name, "nft", "-f", "-"), text);
  }

  Result nftCheck(String name, String text) {
    return run(List.of("ip", "netns", "exec", prefix + name, "nft", "-c", "-f", "-"), text);
  }

  /** Starts a command that the test's end kills. */
  public Process start(String name, List<String> command) {
    List<String> line = new ArrayList<>(List.of("ip", "netns", "exec", prefix + name));
    line.addAll(command);
    try {
      Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
      started.add(process);
      return process;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void must(String command) {
    Result result = run(List.of("sh", "-c", command), "");
    if (result.exit() != 0) {
      throw new AssertionError(command + ": " + result);
    }
  }

  private static Result run(List<String> command, String input) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      try (var to = process.getOutputStream()) {
        to.write(input.getBytes(StandardCharsets.UTF_8));
      }
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Result(process.waitFor(), output);
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    for (Process process : started) {
      process.destroyForcibly();
      try {
        process.waitFor(5, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    for (String name : made) {
      run(List.of("ip", "netns", "delete", prefix + name), "");
    }
  }
}
