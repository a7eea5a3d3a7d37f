package dev.netlab.insight.trace;

import dev.netlab.insight.story.Journey.Direction;
import dev.netlab.packet.filter.PacketExpression;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What {@code netlab trace} is asked for.
 *
 * @param node where the command runs, {@code NODE} or {@code NODE/CONTAINER}
 * @param command the program and its arguments
 * @param directions the direction of packets that are reported; both for all
 * @param first how many packets of each conversation and direction are reported; empty for the
 *     engine's own choice
 * @param packet the one packet of each conversation that is reported, counted from 1 in the order
 *     in which they began, whichever way they went; empty for no such choice
 * @param filter what a packet must match at one of its hops at least to be reported
 * @param exact whether segmentation, receive and checksum offloads are off while the command runs,
 *     so that every packet is seen as it would be on a wire
 */
public record TraceOptions(
    String node,
    List<String> command,
    Set<Direction> directions,
    OptionalInt first,
    OptionalInt packet,
    Optional<PacketExpression> filter,
    boolean exact) {
  public TraceOptions {
    command = List.copyOf(command);
    directions = Set.copyOf(directions);
  }

  /** The node without its container. */
  String nodeName() {
    int slash = node.indexOf('/');
    return slash < 0 ? node : node.substring(0, slash);
  }

  /** A command that is followed both ways, with nothing else chosen. */
  public static TraceOptions of(String node, List<String> command) {
    return new TraceOptions(
        node,
        command,
        EnumSet.allOf(Direction.class),
        OptionalInt.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        false);
  }
}
