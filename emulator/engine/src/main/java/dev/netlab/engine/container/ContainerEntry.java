package dev.netlab.engine.container;

import dev.netlab.lab.ContainerName;
import dev.netlab.lab.plan.container.ContainerScripts;
import dev.netlab.netlink.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The file through which commands enter a running container. It exists while the container runs.
 */
final class ContainerEntry {
  private static final FileAttribute<Set<PosixFilePermission>> ONLY_ROOT =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private static final Pattern INIT = Pattern.compile("(?m)^# PID ([0-9]+), started at ([0-9]+)$");

  private ContainerEntry() {}

  /**
   * Writes the file atomically: a reader sees all of it.
   *
   * @param init the container's PID 1, by its number on the host
   */
  static void write(ContainerSpec spec, ProcessIdentity init) {
    Path next = spec.directory().resolve(ContainerSpec.ENTER + ".new");
    try {
      Files.deleteIfExists(next);
      Files.createFile(next, ONLY_ROOT);
      Files.writeString(next, script(spec.name(), spec.cgroup(), init));
      Files.move(next, spec.enter(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new ContainerException("write " + spec.enter(), e);
    }
  }

  static void remove(ContainerSpec spec) {
    try {
      Files.deleteIfExists(spec.enter());
    } catch (IOException e) {
      throw new ContainerException("remove " + spec.enter(), e);
    }
  }

  /** The PID 1 that the existing file enters, whether that process still runs or not. */
  static Optional<ProcessIdentity> former(ContainerSpec spec) {
    Matcher init = INIT.matcher(ProcessTree.read(spec.enter()));
    return init.find()
        ? Optional.of(
            new ProcessIdentity(Long.parseLong(init.group(1)), Long.parseLong(init.group(2))))
        : Optional.empty();
  }

  /**
   * A program for {@code /bin/sh} that executes the given command in the container, confined in the
   * same way as the container. Signals, terminal and exit status are the command's. It fails if the
   * container has ended.
   */
  static String script(ContainerName name, String cgroup, ProcessIdentity init) {
    List<String> words =
        List.of(
            ContainerScripts.BOOT,
            "--",
            ContainerScripts.ENTER,
            name.toString(),
            cgroup,
            ContainerScripts.filter(),
            Long.toString(init.pid()),
            Long.toString(init.startTime()));
    return """
    #!/bin/sh
    # Runs a command in container %s: %s COMMAND...
    # PID %d, started at %d
    exec perl -e %s "$@"
    """
        .formatted(
            name,
            ContainerSpec.ENTER,
            init.pid(),
            init.startTime(),
            words.stream().map(ContainerEntry::quoted).collect(Collectors.joining(" ")));
  }

  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }
}
