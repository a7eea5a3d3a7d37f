package dev.netlab.engine.site;

import dev.netlab.engine.agent.AgentClient;
import dev.netlab.engine.agent.AgentException;
import dev.netlab.engine.agent.AgentFiles;
import dev.netlab.engine.agent.AgentProcess;
import dev.netlab.engine.agent.AgentStatus;
import dev.netlab.engine.agent.AgentStatus.DeviceStatus;
import dev.netlab.engine.agent.Device;
import dev.netlab.engine.agent.DeviceEvents;
import dev.netlab.engine.agent.DeviceJson;
import dev.netlab.engine.agent.SilentAgentException;
import dev.netlab.engine.container.ContainerJson;
import dev.netlab.engine.container.ContainerSpec;
import dev.netlab.engine.container.ContainerStatus;
import dev.netlab.engine.state.Journal;
import dev.netlab.engine.state.JournalEntry;
import dev.netlab.engine.state.StateDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The agent of one lab, as recorded in its state directory. */
public final class LabAgent implements DeviceCarrier {
  /** A new agent first loads its code, which takes long on a machine that is busy or emulated. */
  private static final Duration TO_START = Duration.ofMinutes(1);

  private final StateDirectory state;
  private final AgentFiles files;
  private final Journal journal;
  private final Duration silence;

  public LabAgent(StateDirectory state) {
    this(state, AgentClient.SILENCE);
  }

  /** An agent with another limit on how long it may take to answer. */
  public LabAgent(StateDirectory state, Duration silence) {
    this.state = state;
    this.silence = silence;
    this.files = new AgentFiles(state.path());
    this.journal = new Journal(state.journal(), state.name());
  }

  /** The condition of an agent. */
  public sealed interface Condition {
    /** The lab needs no agent. */
    record NotNeeded() implements Condition {}

    record Running(AgentStatus status) implements Condition {}

    /** The agent is dead: the lab's tunnels carry nothing until {@code up} starts it again. */
    record Dead() implements Condition {}

    /**
     * The agent runs but does not answer, so what it carries is unknown. {@code up} replaces it.
     *
     * @param failure which process, what it was asked, and how long it was silent
     */
    record Silent(SilentAgentException failure) implements Condition {}

    /**
     * The agent answers but cannot report its status, so what it carries is unknown. {@code up}
     * replaces it.
     *
     * @param failure which process, and its message
     */
    record Failing(AgentException failure) implements Condition {}
  }

  public Condition condition() {
    Optional<AgentProcess> process = process();
    if (process.isEmpty()) {
      return new Condition.NotNeeded();
    }
    if (!process.get().isAlive()) {
      return new Condition.Dead();
    }
    try (AgentClient client = connect(process.get())) {
      return new Condition.Running(client.status());
    } catch (SilentAgentException e) {
      return process.get().isAlive() ? new Condition.Silent(e) : new Condition.Dead();
    } catch (AgentException e) {
      if (process.get().ends()) { // it died while it was being asked
        return new Condition.Dead();
      }
      return new Condition.Failing(
          new AgentException(
              "the agent, process %d, does not say how it is: %s; netlab up %s ends it and starts another"
                  .formatted(process.get().pid(), e.getMessage(), state.name())));
    }
  }

  @Override
  public Optional<DeviceEvents> observe() {
    Optional<AgentProcess> process = process().filter(AgentProcess::isAlive);
    return process.map(alive -> connect(alive).observe());
  }

  @Override
  public List<Device> carried() {
    Optional<AgentStatus> status = status();
    if (status.isEmpty()) {
      return List.of();
    }
    return wanted().stream()
        .filter(device -> status.get().devices().stream().anyMatch(a -> isSame(a, device)))
        .toList();
  }

  /**
   * The status that the agent reports; empty if there is no agent, or it is dead.
   *
   * @throws AgentException if it does not answer, or reports an error
   */
  Optional<AgentStatus> status() {
    return switch (condition()) {
      case Condition.Running(AgentStatus status) -> Optional.of(status);
      case Condition.NotNeeded _, Condition.Dead _ -> Optional.empty();
      case Condition.Silent(SilentAgentException failure) -> throw failure;
      case Condition.Failing(AgentException failure) -> throw failure;
    };
  }

  /** The wire that has an end at the interface, whether it is carried now or not. */
  Optional<Device.Wire> wireAt(Path namespace, String interfaceName) {
    return wanted().stream()
        .filter(Device.Wire.class::isInstance)
        .map(Device.Wire.class::cast)
        .filter(wire -> wire.otherEnd(namespace, interfaceName).isPresent())
        .findFirst();
  }

  @Override
  public long packetsOnWires() {
    boolean impaired =
        wanted().stream()
            .filter(Device.Wire.class::isInstance)
            .flatMap(wire -> ((Device.Wire) wire).ends().stream())
            .anyMatch(end -> !end.netem().isNone());
    return impaired
        ? status().stream()
            .flatMap(status -> status.devices().stream())
            .mapToLong(DeviceStatus::waiting)
            .sum()
        : 0;
  }

  /** The status that the running agent reports for the device at the interface. */
  Optional<DeviceStatus> status(Path namespace, String interfaceName) {
    return status().stream()
        .flatMap(status -> status.devices().stream())
        .filter(device -> device.namespace().equals(namespace.toString()))
        .filter(device -> device.interfaceName().equals(interfaceName))
        .findFirst();
  }

  /**
   * Changes the impairment of a wire that the agent carries. The change survives the agent's death.
   */
  void change(Device.Wire changed) {
    List<Device> devices =
        wanted().stream().map(device -> isSameWire(device, changed) ? changed : device).toList();
    state.replace(files.devices(), DeviceJson.write(devices));
    attach(silence);
  }

  private static boolean isSameWire(Device device, Device.Wire changed) {
    return device instanceof Device.Wire wire
        && wire.one().isAt(changed.namespace(), changed.interfaceName());
  }

  @Override
  public List<Device> wanted() {
    try {
      return Files.exists(files.devices())
          ? DeviceJson.read(Files.readString(files.devices()))
          : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isSame(DeviceStatus alive, Device device) {
    return alive.interfaceName().equals(device.interfaceName())
        && alive.namespace().equals(device.namespace().toString());
  }

  /** Starts the process. It opens nothing before {@link #attach}. */
  public void start() {
    AgentProcess process = AgentProcess.start(files);
    journal.append(List.of(new JournalEntry.AgentStarted(process.identity())));
  }

  /**
   * Replaces an agent that does not answer with a new one that has the same devices and containers.
   * A new agent that does not get that far is ended, because it would seem to carry what it does
   * not.
   */
  public void replace() {
    process().ifPresent(AgentProcess::kill);
    start();
    try {
      attach();
      startContainers();
    } catch (RuntimeException | Error e) {
      try {
        process().ifPresent(AgentProcess::kill);
      } catch (RuntimeException second) {
        e.addSuppressed(second);
      }
      throw e;
    }
  }

  /** Writes the list of devices that the agent should carry to a file that outlives it. */
  public void write(List<Device> devices) {
    state.write(files.devices(), DeviceJson.write(devices));
  }

  /** Writes the list of containers that the agent should supervise to a file that outlives it. */
  public void writeContainers(List<ContainerSpec> containers) {
    state.write(files.containers(), ContainerJson.write(containers));
  }

  /** Makes the agent run its containers, if it has any. Returns when each has been ready. */
  public void startContainers() {
    if (Files.exists(files.containers())) {
      try (AgentClient client = connect(process().orElseThrow())) {
        client.startContainers();
      }
    }
  }

  /**
   * The containers that are not ready yet, as text for users; none if the agent does not report
   * any.
   */
  public List<String> awaited() {
    return condition() instanceof Condition.Running(AgentStatus status)
        ? status.containers().stream()
            .filter(each -> each.phase() != ContainerStatus.Phase.READY)
            .map(each -> each.name().toString())
            .toList()
        : List.of();
  }

  /** Makes an agent that was just started open its devices. Returns when all are open. */
  public void attach() {
    attach(TO_START);
  }

  private void attach(Duration silence) {
    try (AgentClient client = connect(process().orElseThrow(), silence)) {
      client.attach();
    }
    WireCarrier.await(wanted());
  }

  /** Ends every agent that the lab ever had and that still runs. */
  public void stop() {
    processes().forEach(AgentProcess::stop);
    if (Files.exists(files.socket())) {
      // Its process was started, but netlab died before writing that to the journal.
      orphan();
    }
  }

  private AgentClient connect(AgentProcess process) {
    return connect(process, silence);
  }

  private AgentClient connect(AgentProcess process, Duration silent) {
    return AgentClient.connect(files, process, TO_START, silent);
  }

  private void orphan() {
    try (AgentClient client = AgentClient.connect(files)) {
      client.stop();
    } catch (AgentException gone) {
      // Only a socket's file is left. It is removed with the state directory.
    }
  }

  private Optional<AgentProcess> process() {
    List<AgentProcess> all = processes();
    return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
  }

  private List<AgentProcess> processes() {
    return journal.entries().stream()
        .filter(JournalEntry.AgentStarted.class::isInstance)
        .map(JournalEntry.AgentStarted.class::cast)
        .map(entry -> new AgentProcess(entry.process()))
        .toList();
  }
}
