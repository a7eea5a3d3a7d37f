package dev.netlab.emulator.container;

import dev.netlab.emulator.lab.Container.Restart;
import dev.netlab.emulator.lab.ContainerName;
import dev.netlab.emulator.lab.Readiness;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A container as its supervisor has to know it.
 *
 * @param program the program that makes it and becomes it, and its arguments; the container's PID 1
 *     is that program's only child
 * @param log where its output goes
 * @param after which it is started only when these are ready
 */
public record ContainerSpec(
    ContainerName name,
    List<String> program,
    Path log,
    Optional<Readiness> ready,
    List<ContainerName> after,
    Restart restart) {
  public ContainerSpec {
    program = List.copyOf(program);
    after = List.copyOf(after);
  }
}
