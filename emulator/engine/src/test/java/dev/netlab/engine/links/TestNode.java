package dev.netlab.engine.links;

import dev.netlab.netlink.netns.Namespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A network namespace for one test, made and removed with iproute2. */
public final class TestNode implements AutoCloseable {
  private static final AtomicInteger COUNT = new AtomicInteger();

  public final String name =
      "nlt-geneve-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();
  public final Namespace namespace;

  public TestNode() {
    run("ip", "netns", "add", name);
    namespace = Namespace.open(Path.of("/run/netns", name));
    ip("link set lo up");
  }

  /** Joins two namespaces by a veth pair, both ends named v0, .1 and .2. */
  public static void join(TestNode one, TestNode two) {
    one.ip("link add v0 type veth peer name v0 netns " + two.name);
    for (TestNode each : List.of(one, two)) {
      String last = each == one ? "1" : "2";
      each.ip("addr add 192.0.2." + last + "/24 dev v0");
      each.ip("addr add fd00::" + last + "/64 dev v0 nodad");
      each.ip("link set v0 up");
    }
  }

  /** Gives a tunnel's interface addresses 10.9.NET.LAST and fd09:NET::LAST, and puts it up. */
  public void address(String device, int net, int last) {
    ip("addr add 10.9.%d.%d/24 dev %s".formatted(net, last, device));
    ip("addr add fd09:%d::%d/64 dev %s nodad".formatted(net, last, device));
    ip("link set %s up mtu 1400".formatted(device));
  }

  /** Keeps IPv6 from saying anything by itself on a device, where a test counts what is said. */
  public void silenceIpv6(String device) {
    sh("sysctl -qw net.ipv6.conf.%s.disable_ipv6=1".formatted(device));
  }

  /** Runs {@code ip -n NAME ...}. */
  public String ip(String words) {
    return run(("ip -n " + name + " " + words).split(" "));
  }

  /** Runs a shell line inside, fails where it fails, and returns what it printed. */
  public String sh(String line) {
    return run("ip", "netns", "exec", name, "sh", "-c", line);
  }

  /**
   * Demands that each of so many pings is answered in five seconds: for the last of several ping
   * waits no longer than their interval or two round trips.
   */
  public void pings(int count, String arguments) {
    for (int i = 0; i < count; i++) {
      sh("ping -c 1 -W 5 " + arguments);
    }
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

  @Override
  public void close() {
    namespace.close();
    if (Files.exists(Path.of("/run/netns", name))) {
      run("ip", "netns", "del", name);
    }
  }

  public static String run(String... words) {
    List<String> command = new ArrayList<>(List.of(words));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
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
