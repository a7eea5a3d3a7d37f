package dev.netlab.insight.trace.diagnose;

import dev.netlab.insight.snapshot.LabState;
import dev.netlab.insight.snapshot.NodeInterface;
import dev.netlab.insight.story.Cause;
import dev.netlab.insight.story.Ending;
import dev.netlab.insight.story.Ending.Outcome;
import dev.netlab.insight.story.Ending.Proof;
import dev.netlab.insight.trace.correlate.Sighting;
import dev.netlab.netlink.rtnetlink.Link;
import java.util.List;
import java.util.Optional;

/** The end of packets that left an interface and did not come to the one at its other end. */
record WireEnd(LabState state, DeviceReports devices) {
  /** Empty for an interface that has no other end. */
  Optional<Ending> of(Sighting last) {
    return state
        .otherEnd(new NodeInterface(last.node(), last.interfaceName()))
        .map(end -> devices.notCarried(last).map(clue -> told(last, clue)).orElse(lost(last, end)));
  }

  private static Ending told(Sighting last, DeviceReports.Report clue) {
    return new Ending(
        Outcome.LOST,
        clue.cause(),
        Proof.PROVEN,
        last.node(),
        last.interfaceName(),
        clue.text(),
        clue.evidence());
  }

  private Ending lost(Sighting last, NodeInterface end) {
    Optional<Link> link = state.node(end.node()).link(end.name());
    boolean down = link.map(there -> !there.isUp()).orElse(false);
    return new Ending(
        Outcome.LOST,
        down ? Cause.LINK_DOWN : Cause.WIRE,
        Proof.INFERRED,
        last.node(),
        last.interfaceName(),
        down
            ? end + " is down"
            : "it left %s and did not come to %s".formatted(last.frame().point(), end),
        List.of());
  }
}
