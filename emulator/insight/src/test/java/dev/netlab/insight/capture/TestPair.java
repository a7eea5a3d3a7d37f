package dev.netlab.insight.capture;

import dev.netlab.netlink.netns.Namespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Two namespaces without names, {@code left} 10.0.0.1 and {@code right} 10.0.0.2, on one veth. */
public final class TestPair implements AutoCloseable {
  public final Namespace left = Namespace.create();
  public final Namespace right = Namespace.create();

  public TestPair() {
    String other = "/proc/" + ProcessHandle.current().pid() + "/fd/" + right.fd().number();
    sh(left, "ip link add eth0 type veth peer name eth0 netns " + other);
    set(left, "1");
    set(right, "2");
  }

  private static void set(Namespace namespace, String last) {
    sh(
        namespace,
        "sysctl -qw net.ipv6.conf.all.disable_ipv6=1; ip link set lo up; ip link set eth0 up;"
            + " ip addr add 10.0.0."
            + last
            + "/24 dev eth0");
  }

  public Map<String, Namespace> nodes() {
    return Map.of("left", left, "right", right);
  }

  /** Runs a shell line in a namespace, fails where it fails, and returns what it printed. */
  public static String sh(Namespace namespace, String line) {
    try {
      Process process = start(namespace, line);
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new AssertionError(line + ": " + output);
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Process start(Namespace namespace, String line) throws IOException {
    return namespace.call(
        () -> new ProcessBuilder("sh", "-c", line).redirectErrorStream(true).start());
  }

  @Override
  public void close() {
    left.close();
    right.close();
  }
}
