package dev.netlab.engine.container;

import dev.netlab.lab.Readiness;
import dev.netlab.lab.plan.container.ContainerSetup;
import dev.netlab.netlink.process.ProcessIdentity;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * One run of a container: the process that created it, and its PID 1, a grandchild of that process.
 */
final class RunningContainer {
  private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  /**
   * The program is killed when the thread that started it ends, and therefore with the agent. If
   * the agent ended before this was set up, the program has another parent by now.
   */
  private static final List<String> DIES_WITH_US =
      List.of(
          "setpriv",
          "--pdeathsig",
          "KILL",
          "--",
          "/bin/sh",
          "-c",
          "if [ \"$PPID\" = \"$0\" ]; then exec \"$@\"; fi",
          Long.toString(ProcessHandle.current().pid()));

  private static final Duration TO_END = Duration.ofSeconds(5);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);
  private static final Duration AT_ONCE = Duration.ofMillis(100);

  /** The beginning of the command line of a shell that was given a container's command. */
  private static final String SHELL = "/bin/sh\0-c\0";

  private final ContainerSpec spec;
  private final Process process;
  private OptionalLong init = OptionalLong.empty();
  private boolean canBeEntered;
  private long becameCommandAt;
  private Optional<Process> probe = Optional.empty();

  private RunningContainer(ContainerSpec spec, Process process) {
    this.spec = spec;
    this.process = process;
  }

  /**
   * Starts the container, which ends with the calling thread. If an agent was killed, its processes
   * in this container may still be ending, with ports open.
   *
   * @param ended receives the exit status when the container has ended and its output is in the log
   * @throws IOException if the kernel cannot start the process
   */
  static RunningContainer start(ContainerSpec spec, IntConsumer ended) throws IOException {
    ContainerEntry.former(spec).ifPresent(RunningContainer::awaitEnd);
    List<String> program = new ArrayList<>(DIES_WITH_US);
    program.addAll(spec.program());
    ProcessBuilder builder =
        new ProcessBuilder(program)
            .directory(new File("/"))
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(Map.of("PATH", PATH, "HOME", "/root", "LANG", "C.UTF-8"));
    Process process = builder.start();
    Thread.ofPlatform()
        .name("log " + spec.name())
        .daemon()
        .start(() -> watch(spec, process, ended));
    return new RunningContainer(spec, process);
  }

  private static void watch(ContainerSpec spec, Process process, IntConsumer ended) {
    try (InputStream printed = process.getInputStream()) {
      new ContainerLog(spec.log()).takeAll(printed);
    } catch (IOException e) {
      // Closed, or no space for the log: the container keeps running without one.
    }
    try {
      int status = process.waitFor();
      ContainerEntry.remove(spec);
      ended.accept(status);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void awaitEnd(ProcessIdentity former) {
    long end = System.nanoTime() + TO_END.toNanos();
    while (former.isAlive() && System.nanoTime() < end) {
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
  }

  ContainerSpec spec() {
    return spec;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Waits until all its processes are gone, or the time is up. */
  void awaitEnd(Duration patience) {
    try {
      process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The process that is PID 1 in the container; empty before it is created. */
  OptionalLong init() {
    if (init.isEmpty()) {
      OptionalLong outer = ProcessTree.onlyChild(process.pid());
      init = outer.isEmpty() ? outer : ProcessTree.onlyChild(outer.getAsLong());
    }
    return init;
  }

  /** Whether its command runs and it serves, as far as that can be observed. */
  boolean isReady() {
    if (init().isEmpty() || !hasBecomeItsCommand()) {
      return false;
    }
    long pid = init().getAsLong();
    return spec.ready()
        .map(
            ready ->
                switch (ready) {
                  case Readiness.Tcp(int port) -> OpenPorts.tcp(pid, port);
                  case Readiness.Udp(int port) -> OpenPorts.udp(pid, port);
                  case Readiness.Exec(String command) -> probed(command);
                })
        .orElseGet(() -> isUnderWay(pid));
  }

  /**
   * Whether its shell has started a program, has become one by exec, or has run for a while without
   * either: a shell that does not find its command ends at once.
   */
  private boolean isUnderWay(long pid) {
    return !ProcessTree.commandLine(pid).startsWith(SHELL)
        || ProcessTree.onlyChild(pid).isPresent()
        || System.nanoTime() - becameCommandAt > AT_ONCE.toNanos();
  }

  /** The container can be entered from then on: before that, a command could reach the host. */
  private boolean hasBecomeItsCommand() {
    if (canBeEntered) {
      return true;
    }
    long pid = init().orElseThrow();
    String line = ProcessTree.commandLine(pid);
    if (line.isEmpty() || line.startsWith(ContainerSetup.MAKING)) {
      return false;
    }
    Optional<ProcessIdentity> identity = ProcessIdentity.of(pid);
    identity.ifPresent(alive -> ContainerEntry.write(spec, alive));
    canBeEntered = identity.isPresent();
    becameCommandAt = System.nanoTime();
    return canBeEntered;
  }

  /** Starts the probe command if it is not running, and returns whether the last run succeeded. */
  private boolean probed(String command) {
    if (probe.isPresent() && probe.get().isAlive()) {
      return false;
    }
    boolean good = probe.isPresent() && probe.get().exitValue() == 0;
    if (!good) {
      try {
        probe =
            Optional.of(
                new ProcessBuilder(spec.enter().toString(), "/bin/sh", "-c", command)
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start());
      } catch (IOException e) {
        throw new ContainerException("ask whether container " + spec.name() + " is ready", e);
      }
    }
    return good;
  }

  /** Asks the container to end, or kills it if the kernel would not deliver the signal. */
  void end() {
    if (init().isPresent() && ProcessTree.takesSigterm(init().getAsLong())) {
      ProcessHandle.of(init().getAsLong()).ifPresent(ProcessHandle::destroy);
    } else {
      kill();
    }
  }

  /**
   * Kills its PID 1. The kernel then kills all other processes in the container, and the process
   * that waits for PID 1 ends when all have ended. If there is no PID 1 yet, kills the process that
   * creates the container, and with it what it created.
   */
  void kill() {
    init().stream()
        .mapToObj(ProcessHandle::of)
        .flatMap(Optional::stream)
        .findFirst()
        .orElseGet(process::toHandle)
        .destroyForcibly();
  }
}
