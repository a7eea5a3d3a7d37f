package dev.netlab.emulator.container;

import java.util.ArrayList;
import java.util.List;

/**
 * What a container is made of, for the shell: the node's network namespace; PID, mount and UTS
 * namespaces of its own; as root an overlay of the host's root and a tmpfs, and likewise of each
 * further file system of the host.
 *
 * @param namespace the file that stands for the node's network namespace
 * @param root a directory for this container alone; nothing is written to it
 * @param hostname the node's
 * @param hosts the file that becomes /etc/hosts
 * @param resolvConf the file that becomes /etc/resolv.conf
 * @param wireguard the directory that becomes /run/wireguard, if it is there
 * @param fileSystems where, besides /, the host has files on file systems of their own; those that
 *     hold others come first
 * @param files that it finds
 * @param command what it is for
 */
public record ContainerSetup(
    String namespace,
    String root,
    String hostname,
    String hosts,
    String resolvConf,
    String wireguard,
    List<String> fileSystems,
    List<SourceFile> files,
    String command) {

  /** The name, argument 0 of its script, of a PID 1 that is still making its container. */
  static final String MAKING = "netlab-container";

  /**
   * Makes the container from within its namespaces and becomes its command. Arguments: root, host
   * name, hosts, resolv.conf, wireguard directory, command, the file systems, {@code --}, and mode,
   * source and path of each file. What an overlay cannot have below it is seen as it is, read-only.
   * The kernel takes host names that hostname(1) refuses.
   */
  public static final String SCRIPT =
      """
      root=$1 hosts=$3 resolv=$4 wireguard=$5 command=$6
      printf %s "$2" >/proc/sys/kernel/hostname
      shift 6
      mount -t tmpfs -o mode=0755 tmpfs "$root"
      mkdir "$root/merged"
      number=0
      layer() {
        number=$((number + 1))
        mkdir -p "$root/$number/upper" "$root/$number/work"
        mount -t overlay -o "lowerdir=$1,upperdir=$root/$number/upper,workdir=$root/$number/work" \
          overlay "$root/merged$1"
      }
      as_it_is() {
        mount --bind "$1" "$root/merged$1"
        mount -o remount,bind,ro "$root/merged$1"
      }
      layer /
      while [ "$1" != -- ]; do
        if [ ! -e "$root/merged$1" ]; then :
        elif [ -d "$1" ]; then layer "$1" 2>/dev/null || as_it_is "$1"
        else as_it_is "$1"
        fi
        shift
      done
      shift
      cd "$root/merged"
      mount -t proc proc proc
      mount -t sysfs sysfs sys
      mount --rbind /dev dev
      mount -t tmpfs -o mode=1777 tmpfs tmp
      mount -t tmpfs -o mode=0755 tmpfs run
      mkdir run/host
      pivot_root . run/host
      cd /
      rm -f /etc/hosts /etc/resolv.conf
      install -m 0644 "/run/host$hosts" /etc/hosts
      install -m 0644 "/run/host$resolv" /etc/resolv.conf
      if [ -d "/run/host$wireguard" ]; then
        mkdir /run/wireguard
        mount --bind "/run/host$wireguard" /run/wireguard
      fi
      mkdir -m 1777 /run/lock
      while [ $# -gt 0 ]; do
        install -D -m "$1" "/run/host$2" "$3"
        shift 3
      done
      umount -l /run/host
      rmdir /run/host
      exec /bin/sh -c "$command"
      """;

  /** unshare(1) itself would tell of a child that was killed that it had failed. */
  private static final String WAIT_FOR_CHILD = "\"$@\"; exit $?";

  public ContainerSetup {
    fileSystems = List.copyOf(fileSystems);
    files = List.copyOf(files);
  }

  /**
   * A file for the container.
   *
   * @param mode as chmod(1) takes it
   * @param source where it is on the host
   * @param path where it will be in the container
   */
  public record SourceFile(String mode, String source, String path) {}

  /**
   * Program and arguments; the process that they make has one child, the container's PID 1, ends as
   * it ends, and takes it with it.
   */
  public List<String> program() {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("nsenter", "--net=" + namespace, "--"));
    arguments.addAll(
        List.of("unshare", "--mount", "--uts", "--pid", "--propagation", "slave", "--"));
    arguments.addAll(List.of("/bin/sh", "-c", WAIT_FOR_CHILD, "netlab"));
    arguments.addAll(List.of("setpriv", "--pdeathsig", "KILL", "--"));
    arguments.addAll(List.of("/bin/sh", "-ec", SCRIPT, MAKING));
    arguments.addAll(List.of(root, hostname, hosts, resolvConf, wireguard));
    arguments.add(shellText());
    arguments.addAll(fileSystems);
    arguments.add("--");
    for (SourceFile file : files) {
      arguments.addAll(List.of(file.mode(), file.source(), file.path()));
    }
    return List.copyOf(arguments);
  }

  /** Not every /bin/sh becomes a single command by itself. */
  private String shellText() {
    return ShellText.of(command).isOneProgram() ? "exec " + command.strip() : command;
  }
}
