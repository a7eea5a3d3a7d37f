package dev.netlab.lab.yaml;

import dev.netlab.lab.Network;
import dev.netlab.lab.Node;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Finds what is well-formed, but would be rejected by the kernel, because it contradicts something
 * else in the file.
 */
final class KernelChecks {
  private KernelChecks() {}

  /**
   * Checks a whole lab.
   *
   * @param whole whether a node is valid by itself; for an invalid node, further problems would
   *     only repeat the first ones
   */
  static void check(
      List<Network> networks, List<Node> nodes, Predicate<Node> whole, Problems problems) {
    Map<String, OptionalInt> mtus =
        networks.stream().collect(Collectors.toMap(Network::name, Network::mtu, (a, _) -> a));
    new SegmentAddressChecks(nodes).check(problems);
    BridgePortChecks.check(nodes, problems);
    for (Node node : nodes) {
      if (whole.test(node)) {
        DuplicateChecks.check(node, problems);
        new Ipv6Checks(node, mtus).check(problems);
        RouteChecks.check(node, problems);
        new GatewayChecks(node).check(problems);
        FdbChecks.check(node, problems);
        TunnelChecks.check(node, problems);
      }
    }
  }
}
