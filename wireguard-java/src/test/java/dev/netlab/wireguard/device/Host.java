package dev.netlab.wireguard.device;

import dev.netlab.netlink.netns.Namespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A network namespace with a folder of its own for UAPI sockets, so that wg sees only its own. */
final class Host implements AutoCloseable {
  private static final Path SEEN_BY_WG = Path.of("/run/wireguard");

  /** In the mount namespace that {@code ip netns exec} makes for each program. */
  private static final String BIND =
      "mount --bind \"$1\" %s && shift && exec \"$@\"".formatted(SEEN_BY_WG);

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
    try {
      Files.createDirectories(SEEN_BY_WG);
      Host host =
          new Host(
              name,
              Namespace.open(Path.of("/run/netns", name)),
              Files.createTempDirectory("nlt-wg"));
      host.ip("link set lo up");
      return host;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code ip} in this namespace. */
  String ip(String arguments) {
    return Shell.run("ip -n " + name + " " + arguments);
  }

  /** One {@code ip} for many commands: an emulated guest starts programs slowly. */
  void ipBatch(String... lines) {
    Shell.run(List.of("ip", "-n", name, "-batch", "-"), String.join("\n", lines) + "\n");
  }

  /** A program in this namespace, seeing only this host's UAPI sockets. */
  List<String> command(String... command) {
    List<String> all = List.of("ip", "netns", "exec", name, "sh", "-c", BIND, "sh");
    return Shell.words(Shell.words(all, sockets.toString()), command);
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
      host.ipBatch(
          "addr add " + prefix + "." + number + "/24 dev " + name,
          "addr add fd50::" + number + "/64 dev " + name + " nodad",
          "link set " + name + " up");
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
