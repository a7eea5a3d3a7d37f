package dev.netlab.netlink.tracefs;

import dev.netlab.netlink.TestNamespace;
import dev.netlab.netlink.netns.Namespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Two hosts and the router between them: A (10.0.1.2, fd01::2) - R - B (10.0.2.2, fd02::2). The
 * hosts' interfaces are e0, the router's have names that no other namespace has.
 */
final class RoutedPair implements AutoCloseable {
  private static final String BUILD =
      """
      ip -batch - <<EOF
      link add e0 netns $A type veth peer name $RA netns $R
      link add e0 netns $B type veth peer name $RB netns $R
      EOF
      for each in $A $R $B; do
        ip netns exec $each sh -c 'for i in /proc/sys/net/ipv4/conf/*/rp_filter; do echo 0 >$i; done'
      done
      ip netns exec $R sh -c 'echo 1 >/proc/sys/net/ipv4/ip_forward'
      ip netns exec $R sh -c 'echo 1 >/proc/sys/net/ipv6/conf/all/forwarding'
      ip -n $A -batch - <<EOF
      address add 10.0.1.2/24 dev e0
      address add fd01::2/64 dev e0 nodad
      link set e0 up
      route add default via 10.0.1.1
      route add default via fd01::1
      EOF
      ip -n $B -batch - <<EOF
      address add 10.0.2.2/24 dev e0
      address add fd02::2/64 dev e0 nodad
      link set e0 up
      route add default via 10.0.2.1
      route add default via fd02::1
      EOF
      ip -n $R -batch - <<EOF
      address add 10.0.1.1/24 dev $RA
      address add fd01::1/64 dev $RA nodad
      address add 10.0.2.1/24 dev $RB
      address add fd02::1/64 dev $RB nodad
      link set $RA up
      link set $RB up
      EOF
      """;

  private static final String PRELUDE =
      """
      set -e
      a() { ip netns exec $A "$@"; }
      r() { ip netns exec $R "$@"; }
      b() { ip netns exec $B "$@"; }
      """;

  private final TestNamespace a = new TestNamespace();
  private final TestNamespace router = new TestNamespace();
  private final TestNamespace b = new TestNamespace();
  private final String near;
  private final String far;

  RoutedPair() {
    String unique = router.name().substring("nlt-io-".length());
    near = "a" + unique;
    far = "b" + unique;
    sh(BUILD);
  }

  /** The router's interface towards A. */
  String near() {
    return near;
  }

  /** The namespace that a case calls A, R or B. */
  Namespace namespace(char host) {
    String name =
        switch (host) {
          case 'A' -> a.name();
          case 'R' -> router.name();
          case 'B' -> b.name();
          default -> throw new IllegalArgumentException("no host " + host);
        };
    return Namespace.open(Path.of("/run/netns", name));
  }

  /** Runs shell lines in which a, r and b run a command on that host; what they printed. */
  String sh(String lines) {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(List.of("sh", "-c", PRELUDE + lines)).redirectErrorStream(true);
      builder.environment().put("A", a.name());
      builder.environment().put("R", router.name());
      builder.environment().put("B", b.name());
      builder.environment().put("RA", near);
      builder.environment().put("RB", far);
      Process process = builder.start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new AssertionError(lines + ": " + output);
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try (a;
        router;
        b) {
      return;
    }
  }
}
