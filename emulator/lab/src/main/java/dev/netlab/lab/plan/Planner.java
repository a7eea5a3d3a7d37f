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

/** Turns a lab into a plan for a kernel that has the given kinds of link. */
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
   * The plan for the lab.
   *
   * @param kernel what this machine's kernel has of the kinds that not every kernel has
   * @throws PlanException if the lab insists on one that it lacks
   */
  public static Plan plan(Lab lab, Set<KernelFeature> kernel) {
    Planner planner = new Planner(lab, kernel);
    lab.networks().forEach(planner::network);
    lab.nodes().forEach(planner::node);
    planner.steps.addAll(ContainerOrder.of(lab));
    // The sort is stable: within a phase the file's order stays.
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
   * An IPv6 address that is a route's source must be usable when the route is made. The kernel
   * looks for duplicates later, on a thread of its own, also where accept_dad is 0; {@code nodad}
   * alone makes an address usable at once.
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
