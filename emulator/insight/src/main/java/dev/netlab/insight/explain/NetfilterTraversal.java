package dev.netlab.insight.explain;

import dev.netlab.insight.story.Cause;
import dev.netlab.insight.story.Ending;
import dev.netlab.insight.story.Event;
import dev.netlab.lab.Way;
import dev.netlab.nft.PolicyException;
import dev.netlab.nft.simulate.Outcome;
import dev.netlab.nft.simulate.Packet;
import dev.netlab.nft.simulate.State;
import dev.netlab.nft.simulate.Step;
import dev.netlab.nft.simulate.Traversal;
import dev.netlab.nft.simulate.Tuple;
import dev.netlab.nft.value.ConnectionState;
import dev.netlab.nft.value.Hook;
import dev.netlab.nft.value.Protocol;
import dev.netlab.packet.Icmp;
import dev.netlab.packet.Icmpv6;
import dev.netlab.packet.Tcp;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A packet on its way through the nftables hooks of one node; what acted is told. */
final class NetfilterTraversal {
  /** Ranges larger than any pool or weight are those that ports are taken from. */
  private static final int PORTS = 4096;

  /** What stands for a port that the kernel picks: 1024 and this. */
  private static final int PICKED = 40000 - 1024;

  private final String node;
  private final String interfaceName;
  private final NodeRules rules;
  private final Traversal traversal;
  private PathState state;
  private int told;
  private boolean pickedPort;
  private boolean pickedElse;

  /**
   * @param connections that the node tracks
   * @param in where the packet came in; empty for the node's own
   */
  NetfilterTraversal(NodeRules rules, State connections, String node, String in, PathState state) {
    this.node = node;
    this.interfaceName = in;
    this.rules = rules;
    this.state = state;
    this.traversal = rules.simulator(this::below).traverse(packet(state.packet(), in), connections);
    rules.notUnderstood().forEach(text -> record(new Event.Remark(text)));
  }

  private int below(int bound) {
    if (bound > PORTS) {
      pickedPort = true;
      return PICKED % bound;
    }
    pickedElse |= bound > 1;
    return 0;
  }

  /** All chains of the hook; the end of the packet's way, if one of them is that. */
  Optional<Ending> pass(Hook hook) {
    try {
      return ending(traversal.pass(hook), hook);
    } catch (PolicyException e) {
      return Optional.of(
          PathState.ending(
              Ending.Outcome.DROPPED,
              Cause.RULE,
              node,
              interfaceName,
              String.valueOf(e.getMessage()),
              List.of()));
    }
  }

  /** A packet of the node for itself comes in by lo. */
  Optional<Ending> comeBack() {
    return ending(traversal.comesBack(), Hook.PREROUTING);
  }

  void leavesBy(String out) {
    traversal.leavesBy(out);
  }

  /** Forwarding takes one from the TTL. */
  void decrementTtl() {
    state = state.as(packet().withTtl(packet().ttl() - 1));
  }

  /** Something else was done with the packet. */
  void record(Event event) {
    state = state.recording(event);
  }

  /** The packet is at an interface without link-layer addresses. */
  void seen(String at, String dev, Way way) {
    state = state.seen(at, dev, way, Position.LinkHeader.NONE);
  }

  /** The packet as the rules have left it. */
  SimulatedPacket packet() {
    return state.packet();
  }

  /** The same, with all that was told until now. */
  PathState state() {
    return state;
  }

  /** The node has let the packet through: its connection is tracked from now on. */
  PathState done() {
    state = state.with(state.memory().tracking(node, traversal.after()));
    if (rules.tracks()) {
      traversal
          .connection()
          .ifPresent(
              c ->
                  record(
                      new Event.Connection(
                          text(c.original()), text(c.reply()), state(traversal.tracked()), 0)));
    }
    return state;
  }

  private Optional<Ending> ending(Optional<Outcome> outcome, Hook hook) {
    List<Step> steps = traversal.steps();
    steps.subList(told, steps.size()).forEach(step -> record(rules.event(step)));
    told = steps.size();
    SimulatedPacket before = packet();
    SimulatedPacket now = moved(before, traversal.packet());
    state = state.as(now);
    translation(before, now);
    if (outcome.isEmpty()) {
      return Optional.empty();
    }
    Optional<Step> last = steps.isEmpty() ? Optional.empty() : Optional.of(steps.getLast());
    Optional<String> policy = traversal.droppedByPolicyOf();
    String where = hook.name().toLowerCase(Locale.ROOT);
    String by =
        policy
            .map(chain -> "the policy of chain " + chain)
            .or(
                () ->
                    last.map(
                        s -> "the rule '%s' of %s %s".formatted(text(s), s.table(), s.chain())))
            .orElse("a rule");
    boolean refused = outcome.get() instanceof Outcome.Refused;
    return Optional.of(
        PathState.ending(
            refused ? Ending.Outcome.REFUSED : Ending.Outcome.DROPPED,
            Cause.RULE,
            node,
            interfaceName,
            "%s %s it at %s in %s".formatted(by, refused ? "rejects" : "drops", where, node),
            List.of()));
  }

  private String text(Step step) {
    return rules.event(step) instanceof Event.RuleMatched rule ? rule.text() : step.rule().text();
  }

  private void translation(SimulatedPacket before, SimulatedPacket now) {
    if (!before.to().equals(now.to())) {
      record(new Event.Translation(Event.Translation.Side.DESTINATION, before.to(), now.to()));
    }
    if (!before.from().equals(now.from())) {
      record(new Event.Translation(Event.Translation.Side.SOURCE, before.from(), now.from()));
      if (pickedPort) {
        record(
            new Event.Remark(
                "port %d stands for one that the kernel picks at random"
                    .formatted(now.sourcePort())));
        pickedPort = false;
      }
    }
    if (pickedElse) {
      record(new Event.Remark("a rule chooses by chance: its first choice is followed"));
      pickedElse = false;
    }
  }

  private static SimulatedPacket moved(SimulatedPacket before, Packet packet) {
    Tuple tuple = packet.tuple();
    return before
        .between(tuple.source(), tuple.sourcePort(), tuple.destination(), tuple.port())
        .withMark(packet.mark());
  }

  private static Packet packet(SimulatedPacket d, String in) {
    Tuple tuple =
        new Tuple(
            protocol(d.protocol()),
            d.source(),
            d.sourcePort(),
            d.destination(),
            d.destinationPort());
    return new Packet(tuple, icmpType(d), tcpFlags(d), in, "", d.mark());
  }

  private static Protocol protocol(int number) {
    return Arrays.stream(Protocol.values())
        .filter(p -> p.number() == number)
        .findFirst()
        .orElse(Protocol.UDP);
  }

  private static Optional<String> icmpType(SimulatedPacket d) {
    if (!d.isEcho()) {
      return Optional.empty();
    }
    return Optional.of(
        d.icmpType() == Icmp.ECHO_REQUEST || d.icmpType() == Icmpv6.ECHO_REQUEST
            ? "echo-request"
            : "echo-reply");
  }

  private static Set<String> tcpFlags(SimulatedPacket d) {
    Set<String> names = new HashSet<>();
    if ((d.tcpFlags() & Tcp.SYN) != 0) {
      names.add("syn");
    }
    if ((d.tcpFlags() & Tcp.ACK) != 0) {
      names.add("ack");
    }
    if ((d.tcpFlags() & Tcp.RST) != 0) {
      names.add("rst");
    }
    return names;
  }

  private static String text(Tuple tuple) {
    String protocol = dev.netlab.packet.ProtocolNames.protocol(tuple.protocol().number());
    if (tuple.protocol().hasPorts()) {
      return "%s > %s %s"
          .formatted(
              tuple.source().withPort(tuple.sourcePort()),
              tuple.destination().withPort(tuple.port()),
              protocol);
    }
    return "%s > %s %s id %d"
        .formatted(
            tuple.source(),
            tuple.destination(),
            protocol,
            Math.max(tuple.sourcePort(), tuple.port()));
  }

  private static String state(ConnectionState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
