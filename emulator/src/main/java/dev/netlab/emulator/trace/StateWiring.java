package dev.netlab.emulator.trace;

import dev.netlab.emulator.state.LabState;
import dev.netlab.emulator.state.NodeInterface;
import dev.netlab.emulator.trace.follow.Wiring;
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
