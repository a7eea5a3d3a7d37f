package dev.netlab.insight.trace.diagnose;

import dev.netlab.insight.snapshot.LabState;
import dev.netlab.insight.story.Cause;
import dev.netlab.insight.story.Ending;
import dev.netlab.insight.story.Ending.Outcome;
import dev.netlab.insight.story.Ending.Proof;
import dev.netlab.insight.trace.correlate.FlowKey;
import dev.netlab.insight.trace.correlate.PacketPath;
import dev.netlab.insight.trace.correlate.Sighting;
import dev.netlab.packet.EncapLevel;
import dev.netlab.packet.Icmp;
import dev.netlab.packet.Icmpv6;
import dev.netlab.packet.PacketText;
import dev.netlab.packet.Tcp;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How a packet ended that came to a node that has its destination address. */
final class ArrivalOutcome {
  /** Causes for which no answer is made; with others an answer is made, and reported itself. */
  private static final Set<Cause> NO_WAY =
      EnumSet.of(Cause.NO_ROUTE, Cause.ROUTE_REFUSES, Cause.LINK_DOWN, Cause.AGENT_STOPPED);

  private final LabState state;
  private final Responses answers;
  private final NodeDiagnosis diagnoses;
  private final ForwardingDrop forwarding;

  ArrivalOutcome(
      LabState state, Responses answers, NodeDiagnosis diagnoses, ForwardingDrop forwarding) {
    this.state = state;
    this.answers = answers;
    this.diagnoses = diagnoses;
    this.forwarding = forwarding;
  }

  Ending of(Sighting last, FlowKey ends, List<ChainTraversal> own) {
    Optional<Sighting> reset = answers.reset(last);
    if (reset.isPresent()) {
      return new Ending(
          Outcome.REFUSED,
          Cause.NO_SOCKET,
          Proof.PROVEN,
          last.node(),
          last.interfaceName(),
          "%s refuses it: nothing listens at %s".formatted(last.node(), ends.to()),
          List.of("it answers with " + PacketText.level(reset.get().packet())));
    }
    Optional<PacketPath> answer = answers.reply(last);
    if (answer.isPresent()) {
      return delivered(
          last,
          Proof.PROVEN,
          "%s has it, and answers".formatted(last.node()),
          List.of("the answer: " + PacketText.level(answer.get().first().packet())));
    }
    boolean passed = own.stream().anyMatch(ChainTraversal::isAccepted);
    Optional<Ending> kernel = passed ? forwarding.atSocket(last) : forwarding.byKernel(last);
    if (kernel.isPresent()) {
      return kernel.get();
    }
    String has = last.node() + " has it" + silence(last, ends);
    if (passed) {
      return delivered(last, Proof.PROVEN, has, List.of("netfilter let it through its input hook"));
    }
    return own.isEmpty()
        ? delivered(last, Proof.INFERRED, has, List.of())
        : forwarding.byState(last, ends, own);
  }

  /** Why a packet that asks for an answer got none, as far as the node's state shows it. */
  private String silence(Sighting last, FlowKey ends) {
    boolean echo = isEcho(last.packet());
    boolean opens =
        last.packet().find(Tcp.class).map(t -> t.has(Tcp.SYN) && !t.has(Tcp.ACK)).orElse(false);
    if (!echo && !opens) {
      return "";
    }
    if (echo && !state.node(last.node()).settings().answersEcho()) {
      return ", and its kernel ignores echo requests (icmp_echo_ignore_all)";
    }
    Diagnosis back = diagnoses.made(last.node(), ends.reversed(), 0);
    return NO_WAY.contains(back.cause())
        ? ", and cannot answer: " + back.text()
        : ", and no answer left it";
  }

  private static boolean isEcho(EncapLevel packet) {
    return packet.find(Icmp.class).map(i -> i.type() == Icmp.ECHO_REQUEST).orElse(false)
        || packet.find(Icmpv6.class).map(i -> i.type() == Icmpv6.ECHO_REQUEST).orElse(false);
  }

  static Ending delivered(Sighting last, Proof proof, String text, List<String> evidence) {
    return new Ending(
        Outcome.DELIVERED, Cause.ARRIVED, proof, last.node(), last.interfaceName(), text, evidence);
  }
}
