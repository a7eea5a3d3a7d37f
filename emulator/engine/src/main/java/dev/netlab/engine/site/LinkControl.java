package dev.netlab.engine.site;

import dev.netlab.engine.agent.AgentStatus.DeviceStatus;
import dev.netlab.engine.agent.Device;
import dev.netlab.engine.state.LabStateException;
import dev.netlab.engine.state.MachineException;
import dev.netlab.lab.Lab;
import dev.netlab.netlink.netns.Namespace;
import dev.netlab.netlink.rtnetlink.Interfaces;
import dev.netlab.netlink.rtnetlink.Link;
import dev.netlab.netlink.rtnetlink.LinkRequests;
import dev.netlab.netlink.rtnetlink.LinkSettings;
import dev.netlab.netlink.rtnetlink.LinkSettings.State;
import dev.netlab.netlink.rtnetlink.Netem;
import dev.netlab.netlink.rtnetlink.Qdisc;
import dev.netlab.netlink.socket.NetlinkFamily;
import dev.netlab.netlink.socket.NetlinkSocket;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * An interface of a lab that is up, and the impairment of the packets that it sends, both of which
 * can be changed while the lab runs. The caller must hold the lab's lock to change them.
 */
public final class LinkControl implements AutoCloseable {
  private final RunningLab running;
  private final ConfiguredLink written;
  private final String node;
  private final String name;
  private final Path namespacePath;
  private final Namespace namespace;
  private final NetlinkSocket socket;

  /** Who impairs the packets that an interface sends. */
  public enum Impairer {
    /** The kernel's netem. */
    KERNEL,
    /** The lab's agent: the link is one of netlab's own wires. */
    AGENT,
    /** The lab's agent should, but it is dead. */
    DEAD_AGENT,
    /** Nobody can: the link is a plain one, and the kernel has no netem. */
    NOBODY
  }

  /**
   * The state of the interface.
   *
   * @param up administratively up
   * @param carrier whether its other end is up, too
   * @param netem the impairment of the packets that it sends
   * @param counters by name; empty if nobody counts
   */
  public record Shown(
      boolean up, boolean carrier, Impairer impairer, Netem netem, Map<String, Long> counters) {
    public Shown {
      counters = Collections.unmodifiableMap(new LinkedHashMap<>(counters));
    }
  }

  private LinkControl(RunningLab running, Lab lab, String node, String name) {
    this.running = running;
    this.written = new ConfiguredLink(lab, node, name);
    this.node = node;
    this.name = name;
    this.namespacePath = running.namespacePath(node);
    this.namespace = running.open(node);
    this.socket = NetlinkSocket.open(NetlinkFamily.ROUTE, namespace);
  }

  /**
   * Opens an interface of a node or network.
   *
   * @param lab as in the running lab's file
   * @throws LabStateException if there is no such interface
   */
  public static LinkControl open(RunningLab running, Lab lab, String node, String name) {
    LinkControl link = new LinkControl(running, lab, node, name);
    List<String> names = Link.dump(link.socket).stream().map(Link::name).toList();
    if (!names.contains(name)) {
      link.close();
      throw new LabStateException(
          "%s of lab %s has no interface %s; it has %s"
              .formatted(node, running.name(), name, String.join(", ", names)));
    }
    return link;
  }

  public Shown show() {
    Link link = Link.get(socket, name);
    Optional<Qdisc> qdisc = netem();
    Optional<Device.Wire> wire = wire();
    Optional<DeviceStatus> status =
        wire.isEmpty() ? Optional.empty() : running.agent().status(namespacePath, name);
    return new Shown(
        link.isUp(),
        link.isRunning(),
        impairer(),
        wire.map(this::sends).or(() -> qdisc.flatMap(Qdisc::netem)).orElse(Netem.NONE),
        status
            .map(DeviceStatus::counters)
            .or(() -> qdisc.map(LinkControl::counters))
            .orElse(Map.of()));
  }

  private Impairer impairer() {
    if (wire().isPresent()) {
      return running.agent().status().isPresent() ? Impairer.AGENT : Impairer.DEAD_AGENT;
    }
    return Qdisc.hasNetem() ? Impairer.KERNEL : Impairer.NOBODY;
  }

  private Optional<Device.Wire> wire() {
    return running.agent().wireAt(namespacePath, name);
  }

  private Optional<Qdisc> netem() {
    int index = Link.get(socket, name).index();
    return Qdisc.dump(socket).stream()
        .filter(qdisc -> qdisc.device() == index && qdisc.root() && qdisc.netem().isPresent())
        .findFirst();
  }

  private static Map<String, Long> counters(Qdisc qdisc) {
    Map<String, Long> counters = new LinkedHashMap<>();
    counters.put("sent", qdisc.sent());
    counters.put("sentBytes", qdisc.sentBytes());
    counters.put("dropped", qdisc.dropped());
    counters.put("waiting", qdisc.waiting());
    return counters;
  }

  private Netem sends(Device.Wire carried) {
    return carried.ends().stream()
        .filter(end -> end.isAt(namespacePath, name))
        .map(Device.Wire.End::netem)
        .findFirst()
        .orElseThrow();
  }

  /**
   * Rejects an impairment that is not possible, before anything is changed.
   *
   * @throws MachineException if the kernel has no netem and the link is not one of netlab's own
   *     wires
   * @throws LabStateException if the agent that should carry the wire is dead
   */
  public void requireImpairable() {
    switch (impairer()) {
      case KERNEL, AGENT -> {}
      case DEAD_AGENT ->
          throw new LabStateException(
              "the agent that carries %s:%s is dead; netlab up %s starts it again"
                  .formatted(node, name, running.name()));
      case NOBODY ->
          throw new MachineException(
              ("this kernel has no netem, and %s:%s is no wire of netlab's own; write impair: {} at"
                      + " it, or at its other end, in the lab file, and it will be one")
                  .formatted(node, name));
    }
  }

  /** Changes the impairment of the packets that it sends. Call {@link #requireImpairable} first. */
  public void impair(UnaryOperator<Netem> change) {
    Netem wanted = change.apply(show().netem());
    Optional<Device.Wire> wire = wire();
    if (wire.isPresent()) {
      running.agent().change(wire.get().with(namespacePath, name, wanted));
    } else if (wanted.isNone()) {
      removeNetem();
    } else {
      socket.request(Qdisc.impair(name, wanted, Interfaces.of(socket)));
    }
  }

  private void removeNetem() {
    if (netem().isPresent()) {
      socket.request(Qdisc.remove(name, Interfaces.of(socket)));
    }
  }

  /**
   * Sets the state as {@code ip link set} does. Going up restores what the lab file configures and
   * going down removed.
   */
  public void set(State state) {
    socket.execute(LinkRequests.set(LinkSettings.of(name).withState(state), Interfaces.of(socket)));
    if (state == State.UP) {
      written.restore(socket);
    }
  }

  /** Restores what the lab file says. */
  public void reset() {
    if (impairer() != Impairer.NOBODY) {
      requireImpairable();
      impair(_ -> wire().isPresent() ? written.netemOnWire() : written.netem());
    }
    set(written.state());
  }

  @Override
  public void close() {
    socket.close();
    namespace.close();
  }
}
