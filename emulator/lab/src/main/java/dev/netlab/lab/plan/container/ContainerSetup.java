package dev.netlab.lab.plan.container;

import java.util.ArrayList;
import java.util.List;

/**
 * What a container is made of: the node's network namespace; PID, mount, UTS and IPC namespaces of
 * its own; programs and libraries of the host below what it writes itself, and of the host's
 * configuration what every user may read; what it may do is what Docker allows by default, and what
 * a node's network needs (docs/containers.md).
 *
 * @param namespace the file that stands for the node's network namespace
 * @param root a directory for this container alone; nothing is written to it
 * @param hostname the node's
 * @param hosts the file that becomes /etc/hosts
 * @param resolvConf the file that becomes /etc/resolv.conf
 * @param wireguard the directory that becomes /run/wireguard, if it is there
 * @param cgroup how the name of its cgroup begins; the namespace's inode is the rest
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
    String cgroup,
    List<SourceFile> files,
    String command) {
  /** How the command line begins of a PID 1 that is still making its container. */
  public static final String MAKING = "netlab-container";

  public ContainerSetup {
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
   * How the name of a container's cgroup begins.
   *
   * @param namespace the name of the node's network namespace
   */
  public static String cgroup(String namespace, String container) {
    return "netlab:" + namespace + ":" + container;
  }

  /**
   * Program and arguments; the process that they make has one child, which has one, the container's
   * PID 1. It ends as that ends, and takes it with it.
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
