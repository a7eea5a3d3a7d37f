package dev.netlab.lab.plan;

import dev.netlab.lab.Interface;
import dev.netlab.lab.Lab;
import dev.netlab.lab.Network;
import dev.netlab.lab.Node;
import dev.netlab.lab.Written;
import dev.netlab.netlink.rtnetlink.Address;
import dev.netlab.nft.compile.PolicyCompiler;
import java.net.Inet6Address;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Turns a lab into a plan for a kernel with the given features. */
public final class Planner {
  /** The bridge in a network's namespace. */
  public static final String NETWORK_BRIDGE = "br0";

  private final Lab lab;
  private final LinkPlanner links;
  private final List<Step> steps = new ArrayList<>();

  private Planner(Lab lab, Set<KernelFeature> kernel) {
    this.lab = lab;
    this.links = new LinkPlanner(lab, new BackendChoice(kernel));
  }

  /**
   * Plans the lab.
   *
   * @param kernel the optional features that the kernel of this machine supports
   * @throws PlanException if the lab requires a feature that the kernel does not support
   */
  public static Plan plan(Lab lab, Set<KernelFeature> kernel) {
    Planner planner = new Planner(lab, kernel);
    lab.networks().forEach(planner::network);
    lab.nodes().forEach(planner::node);
    planner.steps.addAll(ContainerOrder.of(lab));
    // The sort is stable: within a phase the file's order is kept.
    return new Plan(
        lab.name(), planner.steps.stream().sorted(Comparator.comparing(Step::phase)).toList());
  }

  private void network(Network network) {
    steps.add(new Step.MakeNamespace(network.name(), Sysctls.forNetwork(), network.at()));
    steps.add(LinkPlanner.bridgeOf(network));
  }

  private void node(Node node) {
    String name = node.name();
    steps.add(new Step.MakeNamespace(name, Sysctls.forNode(node), node.at()));
    for (Interface i : node.interfaces()) {
      steps.addAll(links.of(node, i));
      if (i.proxyArp()) {
        Sysctls.proxyArp(i.name())
            .forEach((key, value) -> steps.add(new Step.SetSysctl(name, key, value, i.at())));
      }
      i.addresses().forEach(a -> steps.add(new Step.AddAddress(name, i.name(), usable(a, node))));
    }
    Sysctls.ofLinks(node)
        .forEach((key, value) -> steps.add(new Step.SetSysctl(name, key, value, node.at())));
    node.neighbours().forEach(n -> steps.add(new Step.AddNeighbour(name, n)));
    node.fdb().forEach(f -> steps.add(new Step.AddFdb(name, f)));
    node.routes().forEach(r -> steps.add(new Step.AddRoute(name, r)));
    node.rules().forEach(r -> steps.add(new Step.AddRule(name, r)));
    if (!node.policy().isEmpty()) {
      String ruleset = PolicyCompiler.compile(node.policy()).loadText();
      steps.add(new Step.LoadRuleset(name, ruleset, node.at()));
    }
    node.nft().ifPresent(nft -> steps.add(new Step.LoadRuleset(name, nft.text(), nft.at())));
    EtcFiles.own(lab, node)
        .forEach((file, text) -> steps.add(new Step.WriteFile(name, file, text, node.at())));
  }

  /**
   * The IPv6 source address of a route must be usable when the route is added. The kernel detects
   * duplicates later, on a separate thread, even if accept_dad is 0; only {@code nodad} makes an
   * address usable at once.
   */
  private static Written<Address> usable(Written<Address> written, Node node) {
    Address address = written.value();
    boolean source =
        address.local() instanceof Inet6Address
            && !address.nodad()
            && node.routes().stream()
                .map(route -> route.value().source())
                .anyMatch(address.local()::equals);
    return source
        ? new Written<>(address.withNodad(), written.words() + " nodad", written.at())
        : written;
  }
}
