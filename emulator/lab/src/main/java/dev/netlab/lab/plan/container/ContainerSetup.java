package dev.netlab.lab.plan.container;

import java.util.ArrayList;
import java.util.List;

/**
 * What a container consists of: the node's network namespace; separate PID, mount, UTS and IPC
 * namespaces; the host's programs and libraries, as the layer below what it writes itself; and the
 * parts of the host's configuration that every user may read. It may do what Docker allows by
 * default, plus what a node's network needs (docs/containers.md).
 *
 * @param namespace the file that refers to the node's network namespace
 * @param root a directory for this container only; nothing is written to it
 * @param hostname the node's hostname
 * @param hosts the file that is copied to /etc/hosts
 * @param resolvConf the file that is copied to /etc/resolv.conf
 * @param wireguard the directory that is mounted at /run/wireguard, if it exists
 * @param cgroup the prefix of the name of its cgroup; the namespace's inode is the rest
 * @param files the files that are visible in it
 * @param command the command that it runs
 */
public record ContainerSetup(
    String namespace,
    String root,
    String hostname,
    String hosts,
    String resolvConf,
    String wireguard,
    String cgroup,
    List<SourceFile> files,
    String command) {
  /** The start of the command line of a PID 1 that is still creating its container. */
  public static final String MAKING = "netlab-container";

  public ContainerSetup {
    files = List.copyOf(files);
  }

  /**
   * A file for the container.
   *
   * @param mode as chmod(1) takes it
   * @param source its path on the host
   * @param path its path in the container
   */
  public record SourceFile(String mode, String source, String path) {}

  /**
   * The prefix of the name of a container's cgroup.
   *
   * @param namespace the name of the node's network namespace
   */
  public static String cgroup(String namespace, String container) {
    return "netlab:" + namespace + ":" + container;
  }

  /**
   * The program and its arguments. The process has one child, whose one child is the container's
   * PID 1. The process ends when PID 1 ends, and PID 1 is killed when the process ends.
   */
  public List<String> program() {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("perl", "-e", ContainerScripts.BOOT, "--", ContainerScripts.MAKE));
    arguments.addAll(List.of(namespace, root, hostname, hosts, resolvConf, wireguard, cgroup));
    arguments.addAll(List.of(ContainerScripts.filter(), command));
    for (SourceFile file : files) {
      arguments.addAll(List.of(file.mode(), file.source(), file.path()));
    }
    return List.copyOf(arguments);
  }
}
