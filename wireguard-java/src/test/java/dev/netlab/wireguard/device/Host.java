package dev.netlab.wireguard.device;

import dev.netlab.netlink.namespace.Namespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A network namespace with a folder of its own for UAPI sockets, so that wg sees only its own. */
final class Host implements AutoCloseable {
  private static final String BIND =
      "mkdir -p /run/wireguard && mount --bind \"$1\" /run/wireguard && shift && exec \"$@\"";

  private static final AtomicInteger COUNT = new AtomicInteger();

  final String name;
  final Namespace namespace;
  final Path sockets;

  private Host(String name, Namespace namespace, Path sockets) {
    this.name = name;
    this.namespace = namespace;
    this.sockets = sockets;
  }

  static Host make(String suffix) {
    String name =
        "nlt-wg-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet() + suffix;
    Shell.run("ip netns add " + name);
    Shell.run("ip -n " + name + " link set lo up");
    try {
      return new Host(
          name, Namespace.open(Path.of("/run/netns", name)), Files.createTempDirectory("nlt-wg"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code ip} in this namespace. */
  String ip(String arguments) {
    return Shell.run("ip -n " + name + " " + arguments);
  }

  /** A program in this namespace, seeing only this host's UAPI sockets. */
  List<String> command(String... command) {
    List<String> all =
        Shell.words(List.of("unshare", "-m", "sh", "-c", BIND, "sh", sockets.toString()));
    return Shell.words(Shell.words(all, "ip", "netns", "exec", name), command);
  }

  String run(String command) {
    return Shell.run(command(command.split(" ")));
  }

  Shell.Result attempt(String command) {
    return Shell.attempt(command(command.split(" ")));
  }

  Path socket(String device) {
    return sockets.resolve(device + ".sock");
  }

  /** Connects two hosts by a veth pair, {@code name} on both, with IPv4 and IPv6 addresses. */
  static void connect(Host a, Host b, String name, String prefix) {
    a.ip("link add " + name + " type veth peer name " + name + " netns " + b.name);
    for (Host host : List.of(a, b)) {
      int number = host == a ? 1 : 2;
      host.ip("addr add " + prefix + "." + number + "/24 dev " + name);
      host.ip("addr add fd50::" + number + "/64 dev " + name + " nodad");
      host.ip("link set " + name + " up");
    }
  }

  @Override
  public void close() {
    namespace.close();
    Shell.run("ip netns del " + name);
    try (var files = Files.list(sockets)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(sockets);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
