package dev.netlab.engine.container;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Checks, without sending a packet, whether a process or one of its descendants has a port open.
 */
final class OpenPorts {
  /** TCP_LISTEN in include/net/tcp_states.h, as proc_net(5) prints it. */
  private static final String LISTEN = "0A";

  private static final int LOCAL_ADDRESS = 1;
  private static final int STATE = 3;
  private static final int INODE = 9;

  private OpenPorts() {}

  /** Whether the process or a descendant listens on the TCP port. */
  static boolean tcp(long pid, int port) {
    Set<String> inodes = inodes(pid, "tcp", port, Set.of(LISTEN));
    inodes.addAll(inodes(pid, "tcp6", port, Set.of(LISTEN)));
    return has(pid, inodes);
  }

  /** Whether the process or a descendant has bound the UDP port. */
  static boolean udp(long pid, int port) {
    Set<String> inodes = inodes(pid, "udp", port, Set.of());
    inodes.addAll(inodes(pid, "udp6", port, Set.of()));
    return has(pid, inodes);
  }

  /** {@code sl local_address rem_address st tx:rx tr:when retrnsmt uid timeout inode …}. */
  private static Set<String> inodes(long pid, String table, int port, Set<String> states) {
    String suffix = ":%04X".formatted(port);
    Set<String> inodes = new HashSet<>();
    for (String line :
        ProcessTree.read(Path.of("/proc/" + pid + "/net/" + table)).lines().skip(1).toList()) {
      String[] fields = line.strip().split(" +", -1);
      if (fields.length > INODE
          && fields[LOCAL_ADDRESS].endsWith(suffix)
          && (states.isEmpty() || states.contains(fields[STATE]))) {
        inodes.add(fields[INODE]);
      }
    }
    return inodes;
  }

  private static boolean has(long pid, Set<String> inodes) {
    return !inodes.isEmpty() && ProcessTree.all(pid).stream().anyMatch(each -> holds(each, inodes));
  }

  private static boolean holds(long pid, Set<String> inodes) {
    List<String> sockets = inodes.stream().map(inode -> "socket:[" + inode + "]").toList();
    try (DirectoryStream<Path> descriptors =
        Files.newDirectoryStream(Path.of("/proc/" + pid + "/fd"))) {
      for (Path descriptor : descriptors) {
        if (sockets.contains(target(descriptor))) {
          return true;
        }
      }
    } catch (IOException ended) {
      // It has nothing open any more.
    }
    return false;
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException closed) {
      return "";
    }
  }
}
