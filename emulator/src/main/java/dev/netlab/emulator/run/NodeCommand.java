package dev.netlab.emulator.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A command as a node's own: in its network namespace, with its host name, {@code /etc/hosts},
 * {@code /etc/resolv.conf}, {@code /sys/class/net} and {@code /var/run/wireguard}. The wrapping
 * programs each become the next (nsenter, unshare, sh), so that the process that is started is the
 * command itself: signals, terminal and exit status are its own.
 */
public final class NodeCommand {
  /**
   * Runs in a mount and UTS namespace of its own. The arguments are: node, hosts, resolv.conf,
   * wireguard directory, command. The directory for WireGuard sockets is a fixed place that wg(8)
   * looks into; hostname(1) takes no underscores, the kernel does.
   */
  private static final String ENTER =
      """
      printf %s "$1" >/proc/sys/kernel/hostname
      mount -t sysfs sysfs /sys
      mount --bind "$2" /etc/hosts
      if [ -e /etc/resolv.conf ]; then mount --bind "$3" /etc/resolv.conf; fi
      if [ -d "$4" ]; then mount --bind "$4" /run/wireguard; fi
      shift 4
      exec "$@"
      """;

  private NodeCommand() {}

  /** Program and arguments that run the command in the node. */
  public static List<String> of(
      StateDirectory state, Path namespace, String node, List<String> command) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("nsenter", "--net=" + namespace, "--"));
    arguments.addAll(List.of("unshare", "--mount", "--uts", "--propagation", "slave", "--"));
    arguments.addAll(List.of("/bin/sh", "-ec", ENTER, "netlab", node));
    NodeFilePaths paths = NodeFilePaths.of(state, node);
    arguments.addAll(List.of(paths.hosts(), paths.resolvConf(), paths.wireguard()));
    arguments.addAll(command);
    return List.copyOf(arguments);
  }
}
