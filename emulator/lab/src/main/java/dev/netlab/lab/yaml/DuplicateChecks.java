package dev.netlab.lab.yaml;

import dev.netlab.ip.IpAddress;
import dev.netlab.lab.Interface;
import dev.netlab.lab.Location;
import dev.netlab.lab.Node;
import dev.netlab.lab.Written;
import dev.netlab.netlink.rtnetlink.Address;
import dev.netlab.netlink.rtnetlink.Neighbour;
import dev.netlab.netlink.rtnetlink.Rule;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/**
 * Finds duplicate addresses of an interface, neighbours and rules. The kernel rejects duplicates,
 * by its definition of equality, with EEXIST.
 */
final class DuplicateChecks {
  private final Map<Object, Location> first = new HashMap<>();
  private final Problems problems;

  private DuplicateChecks(Problems problems) {
    this.problems = problems;
  }

  private record OfInterface(String dev, Object value) {}

  /** An IPv4 address may exist in several networks ({@code __inet_insert_ifa}). */
  private record InNetwork(InetAddress local, IpAddress network, int length) {}

  static void check(Node node, Problems problems) {
    DuplicateChecks duplicates = new DuplicateChecks(problems);
    for (Interface i : node.interfaces()) {
      for (Written<Address> written : i.addresses()) {
        Address address = written.value();
        duplicates.add(
            new OfInterface(i.name(), identity(address)),
            written.at(),
            "'%s' has the address %s".formatted(i.name(), IpAddress.of(address.local())));
      }
    }
    for (Written<Neighbour> written : node.neighbours()) {
      Neighbour neighbour = written.value();
      if (!neighbour.proxy()) {
        duplicates.add(
            new OfInterface(neighbour.dev(), neighbour.address()),
            written.at(),
            "'%s' has the neighbour %s"
                .formatted(neighbour.dev(), IpAddress.of(neighbour.address())));
      }
    }
    for (Written<Rule> written : node.rules()) {
      Rule rule = written.value();
      if (rule.priority() != Rule.UNSAID) {
        duplicates.add(identity(rule), written.at(), "the node has this rule");
      }
    }
  }

  private static Object identity(Address address) {
    InetAddress local = address.local();
    if (local instanceof Inet6Address) {
      return local;
    }
    InetAddress peer = address.peer();
    IpAddress far = IpAddress.of(peer == null ? local : peer);
    return new InNetwork(local, far.masked(address.length()), address.length());
  }

  /** The kernel does not compare {@code not} ({@code rule_exists}, net/core/fib_rules.c). */
  private static Rule identity(Rule rule) {
    return new Rule(
        rule.family(),
        rule.priority(),
        false,
        rule.from(),
        rule.to(),
        rule.mark(),
        rule.mask(),
        rule.iif(),
        rule.oif(),
        rule.action(),
        rule.table());
  }

  private void add(Object identity, Location at, String what) {
    Location before = first.putIfAbsent(identity, at);
    if (before != null) {
      problems.add(
          at, "%s already (line %d); remove one of the two".formatted(what, before.line()));
    }
  }
}
