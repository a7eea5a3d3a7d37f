package dev.netlab.netlink;

import dev.netlab.netlink.syscall.Const;
import dev.netlab.netlink.syscall.Fd;
import dev.netlab.netlink.syscall.Sys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** A network namespace for one test, made and removed with iproute2. */
public final class TestNamespace implements AutoCloseable {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final String name;

  public TestNamespace() {
    name = "nlt-io-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();
    command("ip", "netns", "add", name);
    ip("link set lo up");
  }

  public String name() {
    return name;
  }

  /** Runs {@code ip -n NAME ...}. */
  public String ip(String words) {
    List<String> command = new ArrayList<>(List.of("ip", "-n", name));
    command.addAll(List.of(words.split(" ")));
    return command(command.toArray(String[]::new));
  }

  /** Runs a shell line inside, fails where it fails, and returns what it printed. */
  public String sh(String line) {
    return command("ip", "netns", "exec", name, "sh", "-c", line);
  }

  /** Starts a shell line inside; the test ends it. */
  public Process start(String line) {
    try {
      return new ProcessBuilder("ip", "netns", "exec", name, "sh", "-c", "exec " + line)
          .redirectErrorStream(true)
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs Java inside, on a thread made for it. */
  public <T> T call(Callable<T> task) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread.ofPlatform()
        .name(name)
        .start(
            () -> {
              try (Fd fd = Sys.open("open " + name, "/run/netns/" + name, Const.O_RDONLY)) {
                Sys.setns("enter " + name, fd, Const.CLONE_NEWNET);
                result.complete(task.call());
              } catch (Throwable t) {
                result.completeExceptionally(t);
              }
            });
    return result.join();
  }

  /** Joins two namespaces by a veth pair, both ends named {@code eth0}, 10.0.0.1 and 10.0.0.2. */
  public void join(TestNamespace other) {
    ip("link add eth0 type veth peer name eth0 netns " + other.name);
    for (TestNamespace each : List.of(this, other)) {
      String last = each == this ? "1" : "2";
      each.ip("addr add 10.0.0." + last + "/24 dev eth0");
      each.ip("addr add fd00::" + last + "/64 dev eth0 nodad");
      each.ip("link set eth0 up");
    }
  }

  @Override
  public void close() {
    command("ip", "netns", "del", name);
  }

  private static String command(String... words) {
    try {
      Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new AssertionError(String.join(" ", words) + ": " + output);
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
