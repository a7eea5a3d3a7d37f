package dev.netlab.lab.yaml;

import dev.netlab.lab.Attachment;
import dev.netlab.lab.Interface;
import dev.netlab.lab.Node;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Counts the ports of bridges, including those of networks. The kernel numbers them from 1 in ten
 * bits (BR_MAX_PORTS, net/bridge/br_private.h), and netlab does not add any.
 */
final class BridgePortChecks {
  static final int MOST = (1 << 10) - 1;

  private final Problems problems;
  private final Map<String, Integer> counts = new HashMap<>();

  private BridgePortChecks(Problems problems) {
    this.problems = problems;
  }

  static void check(List<Node> nodes, Problems problems) {
    BridgePortChecks ports = new BridgePortChecks(problems);
    for (Node node : nodes) {
      for (Interface i : node.interfaces()) {
        if (i.attachment() instanceof Attachment.NetworkPort(String network)) {
          ports.count(
              i,
              "network '" + network + "'",
              "put this one into another network, and join the two by a node with a bridge");
        }
        Optional<String> master = i.master();
        master.ifPresent(
            bridge ->
                ports.count(
                    i,
                    "bridge '%s' of node '%s'".formatted(bridge, node.name()),
                    "put this one into another bridge"));
      }
    }
  }

  /** Rejects only the first port over the limit, not those after it. */
  private void count(Interface i, String bridge, String advice) {
    if (counts.merge(bridge, 1, Integer::sum) == MOST + 1) {
      problems.add(
          i.at(),
          "'%s' is port %d of %s, and the kernel allows a bridge %d; %s"
              .formatted(i.name(), MOST + 1, bridge, MOST, advice));
    }
  }
}
