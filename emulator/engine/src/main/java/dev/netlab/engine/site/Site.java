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
 * Network namespaces under names, with the means to enter and to read them. What looks (captures,
 * traces, predictions, facts) knows sites, and not who made them: a lab that is up is one. What
 * only some sites have, such as the lines of a lab file, is optional.
 */
public interface Site {
  /** What people call it, as in {@code netlab trace SITE}. */
  String siteName();

  /** The same for a sentence: {@code lab NAME}. */
  String description();

  /** The names of its namespaces, always in the same order. */
  List<String> nodes();

  /**
   * A node's namespace; whoever asks closes it.
   *
   * @throws dev.netlab.engine.state.LabStateException if there is no such node, or its name stands
   *     for another namespace
   */
  Namespace open(String node);

  /**
   * The file that stands for the node's namespace, as {@code /run/netns/NAME} does.
   *
   * @throws dev.netlab.engine.state.LabStateException as {@link #open} does
   */
  Path namespacePath(String node);

  /**
   * Program and arguments that run a command as the node's own, or in its container.
   *
   * @throws dev.netlab.engine.state.LabStateException if there is no such node or container
   */
  List<String> command(ExecTarget target, List<String> command);

  /** Watches from now on whether the site is still there. */
  Lifetime lifetime();

  /** What carries its userspace devices; {@link DeviceCarrier#NONE} where all are the kernel's. */
  DeviceCarrier devices();

  /** The file that says what the site is to be, if there is one. */
  Optional<Lab> lab();

  /**
   * Where is written what must outlive this process, so that somebody can undo it. Where there is
   * no such place, nothing of the site may be changed.
   */
  Optional<StateDirectory> records();

  /** Which of the nodes are Ethernet segments: a story tells of them as of cables. */
  default Set<String> segments() {
    return lab().map(Lab::networkNames).orElse(Set.of());
  }

  /** Tells when a site is over. */
  interface Lifetime {
    /** Whether it went away, or is about to, even if another of its name is there now. */
    boolean isOver();
  }
}
