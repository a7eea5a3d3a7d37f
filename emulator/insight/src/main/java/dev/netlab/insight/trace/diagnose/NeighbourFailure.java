package dev.netlab.insight.trace.diagnose;

import dev.netlab.insight.story.Cause;
import dev.netlab.insight.story.Ending;
import dev.netlab.insight.story.Ending.Outcome;
import dev.netlab.insight.trace.correlate.PacketPath;
import dev.netlab.insight.trace.correlate.Sighting;
import dev.netlab.ip.IpAddress;
import dev.netlab.lab.Way;
import dev.netlab.packet.Arp;
import dev.netlab.packet.EncapLevel;
import dev.netlab.packet.Icmpv6;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Why a link-layer address could not be resolved: what became of the request for it, and of the
 * answer. If one of these was lost, the packet that waited for the address was lost for the same
 * reason.
 */
final class NeighbourFailure {
  private final Requests requests;
  private final Responses answers;
  private final Function<PacketPath, Ending> endings;

  /**
   * @param paths of all packets
   * @param endings how the journey of a request or an answer ended
   */
  NeighbourFailure(
      List<PacketPath> paths, Responses answers, Function<PacketPath, Ending> endings) {
    this.requests = new Requests(paths);
    this.answers = answers;
    this.endings = endings;
  }

  /**
   * The end of a packet that waits for an address.
   *
   * @param waits as the node's state has it
   */
  Ending explain(Ending waits, Diagnosis.NextHop hop) {
    return requests.of(waits.node(), hop).map(path -> explain(waits, hop, path)).orElse(waits);
  }

  private Ending explain(Ending waits, Diagnosis.NextHop hop, PacketPath question) {
    Sighting last = question.last();
    boolean heard = last.way() == Way.IN && last.depth() == 0;
    if (!heard) {
      return lost(waits, "the question for the link-layer address of " + hop.address(), question);
    }
    Optional<PacketPath> answer = answers.reply(last);
    return answer.isPresent()
        ? lost(
            waits, "the answer that tells the link-layer address of " + hop.address(), answer.get())
        : with(
            waits, "its question came to %s, and nobody answered".formatted(last.frame().point()));
  }

  private Ending lost(Ending waits, String what, PacketPath path) {
    Ending end = endings.apply(path);
    if (end.outcome() == Outcome.DELIVERED || end.cause() == Cause.UNKNOWN) {
      return with(waits, what + " was last seen at " + path.last().frame().point());
    }
    List<String> evidence = new ArrayList<>(List.of(waits.text()));
    evidence.addAll(end.evidence());
    evidence.addAll(waits.evidence());
    return new Ending(
        Outcome.DROPPED,
        end.cause(),
        end.proof(),
        end.node(),
        end.interfaceName(),
        "%s was lost: %s".formatted(what, end.text()),
        evidence);
  }

  private static Ending with(Ending ending, String more) {
    List<String> evidence = new ArrayList<>(ending.evidence());
    evidence.add(more);
    return new Ending(
        ending.outcome(),
        ending.cause(),
        ending.proof(),
        ending.node(),
        ending.interfaceName(),
        ending.text(),
        evidence);
  }

  /** Requests for link-layer addresses: ARP, and neighbour solicitations (RFC 4861). */
  private static final class Requests {
    private record Asked(String node, String dev, IpAddress target) {}

    private final Map<Asked, PacketPath> asked = new HashMap<>();

    Requests(List<PacketPath> paths) {
      for (PacketPath path : paths) {
        Sighting first = path.first();
        if (first.way() == Way.OUT) {
          target(first.packet())
              .ifPresent(
                  target ->
                      asked.putIfAbsent(
                          new Asked(first.node(), first.interfaceName(), target), path));
        }
      }
    }

    /** The first that a node asked there for a station's address. */
    Optional<PacketPath> of(String node, Diagnosis.NextHop hop) {
      return Optional.ofNullable(asked.get(new Asked(node, hop.dev(), hop.address())));
    }

    private static Optional<IpAddress> target(EncapLevel packet) {
      Optional<IpAddress> arp =
          packet.find(Arp.class).filter(a -> a.operation() == Arp.REQUEST).map(Arp::targetAddress);
      return arp.or(
          () ->
              packet
                  .find(Icmpv6.class)
                  .filter(icmp -> icmp.type() == Icmpv6.NEIGHBOR_SOLICITATION)
                  .flatMap(Icmpv6::target));
    }
  }
}
