package dev.netlab.insight.trace;

import dev.netlab.insight.snapshot.LabState;
import dev.netlab.insight.snapshot.NodeInterface;
import dev.netlab.insight.trace.correlate.Wiring;
import java.util.Optional;

/** The wires that a running lab's kernels have. */
record StateWiring(LabState state) implements Wiring {
  @Override
  public Optional<End> otherEnd(String node, String interfaceName) {
    return state
        .otherEnd(new NodeInterface(node, interfaceName))
        .map(end -> new End(end.node(), end.name()));
  }
}
