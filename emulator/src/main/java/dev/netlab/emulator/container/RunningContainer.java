package dev.netlab.emulator.container;

import dev.netlab.emulator.lab.Readiness;
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
import java.util.function.IntConsumer;

/** One run of a container: the process that made it, and its PID 1 below that. */
final class RunningContainer {
  private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  /**
   * The program is killed when the thread that started it ends, hence with the agent. Should the
   * agent have ended before that was arranged, the program's parent is another by now.
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

  private final ContainerSpec spec;
  private final Process process;
  private OptionalLong init = OptionalLong.empty();
  private Optional<Process> probe = Optional.empty();

  private RunningContainer(ContainerSpec spec, Process process) {
    this.spec = spec;
    this.process = process;
  }

  /**
   * Starts it; it ends with the calling thread.
   *
   * @param ended hears its exit status when it has ended and its output is in the log
   * @throws IOException where the kernel makes no process of it
   */
  static RunningContainer start(ContainerSpec spec, IntConsumer ended) throws IOException {
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
      // Closed, or no room for the log: it runs on without one.
    }
    try {
      ended.accept(process.waitFor());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  ContainerSpec spec() {
    return spec;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Waits until all processes of it are gone, or time is up. */
  void awaitEnd(Duration patience) {
    try {
      process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The process that is PID 1 in it; empty before it is made. */
  OptionalLong init() {
    if (init.isEmpty()) {
      init = ProcessTree.onlyChild(process.pid());
    }
    return init;
  }

  /** Whether its command runs and it serves, as far as can be told. */
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
                  case Readiness.Exec(String command) -> probed(pid, command);
                })
        .orElse(true);
  }

  private boolean hasBecomeItsCommand() {
    String line = ProcessTree.commandLine(init().orElseThrow());
    return !line.isEmpty() && !line.contains("\0" + ContainerSetup.MAKING + "\0");
  }

  /** Starts the command if it does not run, and looks at it from then on. */
  private boolean probed(long pid, String command) {
    if (probe.isPresent() && probe.get().isAlive()) {
      return false;
    }
    boolean good = probe.isPresent() && probe.get().exitValue() == 0;
    if (!good) {
      try {
        probe =
            Optional.of(
                new ProcessBuilder(ContainerEntry.command(pid, List.of("/bin/sh", "-c", command)))
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

  /** Asks it to end, or kills it where the kernel would not let it hear that. */
  void end() {
    if (init().isPresent() && ProcessTree.takesSigterm(init().getAsLong())) {
      ProcessHandle.of(init().getAsLong()).ifPresent(ProcessHandle::destroy);
    } else {
      kill();
    }
  }

  /** Kills its PID 1, with which the kernel kills all others in it. */
  void kill() {
    init().stream()
        .mapToObj(ProcessHandle::of)
        .flatMap(Optional::stream)
        .forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
