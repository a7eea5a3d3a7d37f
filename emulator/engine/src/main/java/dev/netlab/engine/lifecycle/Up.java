package dev.netlab.engine.lifecycle;

import dev.netlab.engine.agent.AgentStatus;
import dev.netlab.engine.container.ContainerStatus.Phase;
import dev.netlab.engine.jvm.Cancellation;
import dev.netlab.engine.jvm.CancelledException;
import dev.netlab.engine.jvm.Progress;
import dev.netlab.engine.preflight.BridgeNetfilter;
import dev.netlab.engine.preflight.KernelFeatureProbe;
import dev.netlab.engine.preflight.LabPrograms;
import dev.netlab.engine.preflight.NftDryRun;
import dev.netlab.engine.site.LabAgent;
import dev.netlab.engine.site.NodeCommand;
import dev.netlab.engine.site.RunningLab;
import dev.netlab.engine.state.FileLimit;
import dev.netlab.engine.state.Journal;
import dev.netlab.engine.state.JournalEntry;
import dev.netlab.engine.state.LabStateException;
import dev.netlab.engine.state.MachineException;
import dev.netlab.engine.state.StateDirectory;
import dev.netlab.lab.LabName;
import dev.netlab.lab.plan.EtcFiles;
import dev.netlab.lab.plan.Plan;
import dev.netlab.lab.plan.Planner;
import dev.netlab.lab.plan.Step;
import dev.netlab.lab.yaml.LabReader;
import dev.netlab.netlink.netns.NetnsDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Brings a lab up, and undoes everything if that fails. */
public final class Up {
  private final LabSource source;
  private final StateDirectory state;

  public Up(LabSource source) {
    this.source = source;
    this.state = new StateDirectory(source.lab().name());
  }

  /** What {@link #up} found and did. */
  public enum Outcome {
    BROUGHT_UP,
    WAS_UP,
    CONTAINERS_STARTED,
    AGENT_RESTARTED
  }

  /**
   * Creates the lab. The caller holds the lab's lock.
   *
   * @throws LabStateException if the lab is up from a different text of its file
   * @throws dev.netlab.lab.yaml.LabFileException if nft rejects nftables text in the lab file
   * @throws MachineException if this machine lacks something
   * @throws StepException if the kernel rejected a step; everything is undone then
   * @throws CancelledException if the work was cancelled; everything is undone then
   */
  public Outcome up(Progress progress) {
    if (state.exists()) {
      if (new Journal(state.journal(), state.name()).isComplete()) {
        return again(progress);
      }
      // An earlier attempt died on the way.
      Cancellation.shielded(() -> Down.down(state));
    }
    LabPrograms.require(source.lab());
    BridgeNetfilter.require(source.lab());
    NftDryRun.check(source.lab());
    Plan plan = Planner.plan(source.lab(), KernelFeatureProbe.wantedBy(source.lab()));
    int namespaces = plan.steps(Step.MakeNamespace.class).size();
    FileLimit.require("lab " + state.name(), namespaces, OpenNamespaces.FILES_EACH);
    rejectTakenNames(plan);
    try {
      build(plan, progress);
      return Outcome.BROUGHT_UP;
    } catch (CancelledException e) {
      throw undone();
    } catch (RuntimeException | Error e) {
      undo().ifPresent(e::addSuppressed);
      throw e;
    }
  }

  /**
   * Makes what {@link #up} did permanent.
   *
   * @throws CancelledException if the work was cancelled; everything is undone then
   */
  public void keep(Outcome outcome) {
    try {
      Cancellation.current().settle();
    } catch (CancelledException e) {
      switch (outcome) {
        case BROUGHT_UP -> throw undone();
        case WAS_UP ->
            throw new CancelledException("lab " + state.name() + " is up, as it was before");
        case CONTAINERS_STARTED, AGENT_RESTARTED ->
            throw new CancelledException("lab " + state.name() + " is up, and repaired");
      }
    }
  }

  /** Describes, for whoever cancelled the work, what happened to the lab. */
  private CancelledException undone() {
    Optional<Throwable> failure = undo();
    if (failure.isEmpty()) {
      return new CancelledException("lab " + state.name() + " is undone and not up");
    }
    CancelledException left =
        new CancelledException("lab %1$s is not up; netlab down %1$s".formatted(state.name()));
    left.addSuppressed(failure.get());
    return left;
  }

  /** Takes down everything that was created. Returns the failure that prevented it, if any. */
  private Optional<Throwable> undo() {
    try {
      Cancellation.shielded(() -> Down.down(state));
      return Optional.empty();
    } catch (RuntimeException | Error e) {
      return Optional.of(e);
    }
  }

  private Outcome again(Progress progress) {
    RunningLab running = RunningLab.of(state);
    rejectLost(running);
    LabName name = source.lab().name();
    if (!read(state.labFile()).equals(source.text()) || objectsDiffer()) {
      throw new LabStateException(
          ("lab %s is already running from a different version of its file (%s);"
                  + " take it down first: netlab down %s")
              .formatted(name, running.origin(), name));
    }
    LabAgent agent = new LabAgent(state);
    return switch (agent.condition()) {
      case LabAgent.Condition.NotNeeded _ -> Outcome.WAS_UP;
      case LabAgent.Condition.Running(AgentStatus status) -> {
        if (status.containers().stream().noneMatch(c -> c.phase() == Phase.ENDED)) {
          yield Outcome.WAS_UP;
        }
        progress.begins("starting containers that have ended");
        repair(agent::startContainers, "not all of its containers run");
        yield Outcome.CONTAINERS_STARTED;
      }
      case LabAgent.Condition.Dead _, LabAgent.Condition.Silent _, LabAgent.Condition.Failing _ -> {
        progress.begins("starting the agent again");
        repair(agent::replace, "its agent is not repaired");
        yield Outcome.AGENT_RESTARTED;
      }
    };
  }

  /** The lab stays up, whether its repair succeeds or not. */
  private void repair(Runnable work, String otherwise) {
    try {
      work.run();
    } catch (CancelledException e) {
      throw new CancelledException(
          "lab %1$s is still up, but %2$s; netlab up %1$s".formatted(state.name(), otherwise));
    }
  }

  /**
   * Otherwise an agent, or a shell, would be put into namespaces that are gone or belong to others.
   */
  private static void rejectLost(RunningLab running) {
    List<String> lost = running.lost();
    if (!lost.isEmpty()) {
      throw new LabStateException(String.join("; ", lost) + "; " + running.repair());
    }
  }

  private void build(Plan plan, Progress progress) {
    state.create();
    state.write(state.labFile(), source.text());
    for (String name : source.lab().kubernetes()) {
      state.write(state.shared(name), LabReader.objects(source.file().resolveSibling(name)));
    }
    state.write(state.origin(), source.file().toString());
    EtcFiles.shared(source.lab())
        .forEach((name, text) -> state.writeForAll(state.shared(name), text));
    NodeCommand.writeMountPoints(state, EtcFiles.shared(source.lab()).keySet());
    Journal journal = new Journal(state.journal(), state.name());
    LabAgent agent = new LabAgent(state);
    if (plan.needsAgent()) {
      // Its virtual machine starts while the namespaces are created.
      agent.start();
      progress.done("the agent runs");
    }
    try (Build build = new Build(plan, state, journal, agent, progress)) {
      build.run();
    }
    Cancellation.current().check();
    journal.append(List.of(new JournalEntry.Complete()));
  }

  /** A name under /run/netns that is not in the lab's journal belongs to somebody else. */
  private static void rejectTakenNames(Plan plan) {
    for (var step : plan.steps(Step.MakeNamespace.class)) {
      String name = plan.namespace(step.node());
      if (Files.exists(NetnsDirectory.SYSTEM.name(name))) {
        throw new LabStateException(
            ("there is a network namespace %s already, and it is not this lab's; "
                    + "give the lab another name: netlab up FILE --name OTHER")
                .formatted(name));
      }
    }
  }

  private boolean objectsDiffer() {
    return source.lab().kubernetes().stream()
        .anyMatch(
            name ->
                !LabReader.objects(state.shared(name))
                    .equals(LabReader.objects(source.file().resolveSibling(name))));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
