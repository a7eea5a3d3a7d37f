package dev.netlab.engine.site;

import dev.netlab.engine.state.StateDirectory;
import dev.netlab.lab.ExecTarget;
import dev.netlab.lab.Lab;
import dev.netlab.netlink.netns.Namespace;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Named network namespaces, with the means to enter and to read them. Captures, traces, predictions
 * and facts depend on sites, and not on who created them. A lab that is up is a site. What only
 * some sites have, such as the lines of a lab file, is optional.
 */
public interface Site {
  /** The name that users give it, as in {@code netlab trace SITE}. */
  String siteName();

  /** The name for use in a sentence: {@code lab NAME}. */
  String description();

  /** The names of its namespaces, always in the same order. */
  List<String> nodes();

  /**
   * Opens a node's namespace. The caller closes it.
   *
   * @throws dev.netlab.engine.state.LabStateException if there is no such node, or its name refers
   *     to another namespace
   */
  Namespace open(String node);

  /**
   * The file that represents the node's namespace, as {@code /run/netns/NAME} does.
   *
   * @throws dev.netlab.engine.state.LabStateException as {@link #open} does
   */
  Path namespacePath(String node);

  /**
   * Program and arguments that run a command in the node, or in its container.
   *
   * @throws dev.netlab.engine.state.LabStateException if there is no such node or container
   */
  List<String> command(ExecTarget target, List<String> command);

  /** Watches, from now on, whether the site still exists. */
  Lifetime lifetime();

  /** The carrier of its userspace devices; {@link DeviceCarrier#NONE} if all are the kernel's. */
  DeviceCarrier devices();

  /** The lab file's content that defines the site, if there is one. */
  Optional<Lab> lab();

  /**
   * The directory for records that must outlive this process, so that changes can be undone. If
   * there is none, nothing about the site may be changed.
   */
  Optional<StateDirectory> records();

  /** The nodes that are Ethernet segments, which reports describe as cables. */
  default Set<String> segments() {
    return lab().map(Lab::networkNames).orElse(Set.of());
  }

  /** Detects the end of a site. */
  interface Lifetime {
    /** Whether the site is gone, or about to go, even if another of its name exists now. */
    boolean isOver();
  }
}
