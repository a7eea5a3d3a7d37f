package dev.netlab.engine.site;

import dev.netlab.engine.state.StateDirectory;
import dev.netlab.netlink.netns.NetnsDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Runs a command in a node: in its network namespace, with its host name, {@code /etc/hosts},
 * {@code /etc/resolv.conf}, {@code /sys/class/net} and {@code /var/run/wireguard}. {@code up}
 * writes a program for each node that executes such a command, and everything that runs a command
 * in a node uses that program: the launcher, which therefore needs no Java, as well as {@code test}
 * and {@code trace}. The programs inside it (sh, nsenter, unshare, sh) each replace themselves with
 * the next by exec, so the process that is started is the command itself: signals, terminal and
 * exit status are the command's.
 */
public final class NodeCommand {
  /**
   * {@code enter COMMAND [ARGUMENT...]}. The exit status is 2 if the namespace is gone or its name
   * refers to another one, 4 if the kernel rejects a step, and otherwise the command's.
   *
   * <p>It uses the system's own programs, and restores the caller's PATH for the command. It sets
   * no variables, since a variable that the caller exports would then reach the command with
   * another value. hostname(1) accepts no underscores, but the kernel does. A file that {@code
   * /etc} lacks cannot be mounted over, and must not be created there, since {@code /etc} is the
   * host's. Therefore a directory with both files is overlaid on {@code /etc}, or a copy replaces
   * {@code /etc} if there is no overlayfs.
   */
  private static final String ENTER =
      """
      #!/bin/sh
      # Becomes a command in node @NODE@ of lab @LAB@: enter COMMAND [ARGUMENT...]
      set -- "${PATH-}" "$@"
      PATH=/usr/sbin:/usr/bin:/sbin:/bin
      refuse() {
        echo "netlab: the network namespace of node @NODE@ is $1; make the lab anew: netlab down @LAB@, then netlab up" >&2
        exit 2
      }
      [ -e @NAMESPACE@ ] || refuse 'gone: there is no @NAMESPACE@'
      [ "$(stat -L -c '%i %.9Z' @NAMESPACE@)" = '@STAMP@' ] || refuse 'not at its name: @NAMESPACE@ is another than netlab up made'
      exec nsenter --net=@NAMESPACE@ -- unshare --mount --uts --propagation slave -- /bin/sh -c '
      failed() {
        echo "netlab: cannot $1 for a command in node @NODE@" >&2
        exit 4
      }
      own() {
        [ -e @STATE@/nodes/@NODE@/$1 ] || set -- $1 @STATE@/$1
        mount --bind ${2:-@STATE@/nodes/@NODE@/$1} /etc/$1 || failed "mount /etc/$1"
      }
      printf %s @NODE@ >/proc/sys/kernel/hostname || failed "set the host name"
      [ ! -d /sys ] || mount -t sysfs sysfs /sys || failed "mount /sys"
      if [ ! -e /etc/hosts ] || [ ! -e /etc/resolv.conf ]; then
        mount -t overlay -o lowerdir=@STATE@/etc:/etc overlay /etc 2>/dev/null || {
          mount -t tmpfs -o mode=755 tmpfs @STATE@/etc && cp -a /etc/. @STATE@/etc &&
            rm -f @STATE@/etc/hosts @STATE@/etc/resolv.conf && : >@STATE@/etc/hosts && : >@STATE@/etc/resolv.conf &&
            mount --rbind @STATE@/etc /etc
        } || failed "lay hosts and resolv.conf over /etc"
      fi
      own hosts
      own resolv.conf
      if [ -d @STATE@/nodes/@NODE@/wireguard ] && [ -d /run/wireguard ]; then
        mount --bind @STATE@/nodes/@NODE@/wireguard /run/wireguard || failed "mount /run/wireguard"
      fi
      PATH=$1
      shift
      exec "$@"
      ' netlab "$@"
      """;

  private NodeCommand() {}

  /**
   * Writes the program of a node whose namespace is about to get its name.
   *
   * @param stamp identifies the namespace: the next one may get the same inode
   */
  public static void write(StateDirectory state, String node, String namespace, String stamp) {
    // The inserted values contain no @ and nothing that is special to a shell: yaml.Names.
    state.writeProgram(
        program(state, node),
        ENTER
            .replace("@NAMESPACE@", NetnsDirectory.SYSTEM.name(namespace).toString())
            .replace("@STAMP@", stamp)
            .replace("@STATE@", state.path().toString())
            .replace("@LAB@", state.name().text())
            .replace("@NODE@", node));
  }

  /**
   * Writes the directory that is overlaid on an {@code /etc} without these files. Its mode becomes
   * that of {@code /etc} for the command, so everybody may read it.
   */
  public static void writeMountPoints(StateDirectory state, Set<String> files) {
    Path directory = state.shared("etc");
    files.forEach(file -> state.writeForAll(directory.resolve(file), ""));
    try {
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Program and arguments that run the command in the node. */
  static List<String> of(StateDirectory state, String node, List<String> command) {
    List<String> arguments = new ArrayList<>();
    arguments.add(program(state, node).toString());
    arguments.addAll(command);
    return List.copyOf(arguments);
  }

  private static Path program(StateDirectory state, String node) {
    return state.node(node).resolve("enter");
  }
}
