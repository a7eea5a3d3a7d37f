package dev.netlab.insight.trace.diagnose;

import dev.netlab.insight.snapshot.LabState;
import dev.netlab.insight.snapshot.NodeInterface;
import dev.netlab.insight.story.Cause;
import dev.netlab.insight.story.Ending;
import dev.netlab.insight.story.Ending.Outcome;
import dev.netlab.insight.story.Ending.Proof;
import dev.netlab.insight.trace.correlate.Sighting;
import dev.netlab.lab.Count;
import dev.netlab.lab.Way;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Where the capture missed packets, a packet that was not seen again may have continued unseen. */
record CaptureLoss(LabState state, Map<String, Long> lost) {
  CaptureLoss {
    lost = Map.copyOf(lost);
  }

  boolean has(String node) {
    return lost.getOrDefault(node, 0L) > 0;
  }

  /** The ending; unknown if its only evidence is that a capture with gaps did not see more. */
  Ending orUnknown(Sighting last, Ending ending) {
    String next =
        last.way() == Way.IN
            ? last.node()
            : state
                .otherEnd(new NodeInterface(last.node(), last.interfaceName()))
                .map(NodeInterface::node)
                .orElse(last.node());
    if (ending.proof() != Proof.INFERRED || ending.outcome() == Outcome.DELIVERED || !has(next)) {
      return ending;
    }
    List<String> evidence = new ArrayList<>(ending.evidence());
    evidence.add("if it was lost there: " + ending.text());
    return new Ending(
        Outcome.UNKNOWN,
        Cause.UNKNOWN,
        Proof.INFERRED,
        ending.node(),
        ending.interfaceName(),
        "it was not seen again, but the capture missed %s of %s"
            .formatted(Count.of(lost.getOrDefault(next, 0L), "packet"), next),
        evidence);
  }
}
