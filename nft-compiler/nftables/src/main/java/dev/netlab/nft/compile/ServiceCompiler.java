package dev.netlab.nft.compile;

import dev.netlab.ip.IpAddress;
import dev.netlab.ip.IpPrefix;
import dev.netlab.ip.IpVersion;
import dev.netlab.nft.policy.Endpoint;
import dev.netlab.nft.policy.NewSource;
import dev.netlab.nft.policy.Service;
import dev.netlab.nft.policy.ServicePort;
import dev.netlab.nft.policy.ServiceTable;
import dev.netlab.nft.ruleset.BaseHook;
import dev.netlab.nft.ruleset.BaseHook.ChainType;
import dev.netlab.nft.ruleset.Expression;
import dev.netlab.nft.ruleset.Field;
import dev.netlab.nft.ruleset.Literal;
import dev.netlab.nft.ruleset.Lookup;
import dev.netlab.nft.ruleset.NftChain;
import dev.netlab.nft.ruleset.NftRule;
import dev.netlab.nft.ruleset.NftTable;
import dev.netlab.nft.ruleset.Statement;
import dev.netlab.nft.ruleset.Translation;
import dev.netlab.nft.ruleset.Verdict;
import dev.netlab.nft.value.AddressRange;
import dev.netlab.nft.value.Hook;
import dev.netlab.nft.value.PrefixText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Compiles services to tables with the layout of kube-proxy's nftables mode: fixed rules over maps
 * that change. The cost of a packet does not depend on the number of services.
 */
public final class ServiceCompiler {
  /** The chain that rejects a client because the service has no endpoint. */
  static final String REJECT = "reject-chain";

  private static final String SERVICES = "services";
  private static final String CHECK = "service-endpoints-check";

  private ServiceCompiler() {}

  /** One table for each family in which a service has an address, all with the same name. */
  public static List<NftTable> compile(ServiceTable services) {
    List<NftTable> tables = new ArrayList<>();
    for (IpVersion family : IpVersion.values()) {
      List<Service> own =
          services.services().stream()
              .filter(s -> addresses(s).anyMatch(address -> address.version() == family))
              .toList();
      if (!own.isEmpty()) {
        tables.add(table(new FamilyTerms(family), services, own));
      }
    }
    return List.copyOf(tables);
  }

  /** The service's own addresses; for a service with node ports only, those of its endpoints. */
  private static Stream<IpAddress> addresses(Service service) {
    return service.clusterIps().isEmpty() && service.externalIps().isEmpty()
        ? service.ports().stream().flatMap(p -> p.endpoints().stream()).map(Endpoint::address)
        : Stream.concat(service.clusterIps().stream(), service.externalIps().stream());
  }

  private static NftTable table(FamilyTerms words, ServiceTable services, List<Service> ofFamily) {
    ServiceMaps maps = new ServiceMaps(words, services.nodeAddresses());
    List<NftChain> own = new ArrayList<>();
    for (Service service : ofFamily) {
      for (ServicePort port : service.ports()) {
        new ServiceChains(words, services, service, port).addTo(maps, own);
      }
    }
    List<NftChain> chains = new ArrayList<>();
    for (Hook hook : List.of(Hook.PREROUTING, Hook.OUTPUT)) {
      chains.add(base("nat-", ChainType.NAT, hook, BaseHook.DSTNAT, List.of(rule(jump(SERVICES)))));
    }
    // Before routing, because the node need not have a route to a service. kube-proxy checks after
    // it.
    for (Hook hook : List.of(Hook.PREROUTING, Hook.OUTPUT)) {
      chains.add(
          base(
              "filter-",
              ChainType.FILTER,
              hook,
              BaseHook.FILTER,
              List.of(rule(FamilyTerms.flags(Field.CT_STATE, "new"), jump(CHECK)))));
    }
    chains.add(
        base(
            "nat-",
            ChainType.NAT,
            Hook.POSTROUTING,
            BaseHook.SRCNAT,
            newSource(words, services.newSource())));
    chains.add(plain(SERVICES, dispatch(words, maps)));
    chains.add(plain(CHECK, check(words, services, maps)));
    chains.add(plain(REJECT, List.of(rule(new Statement.Counter(), new Statement.Reject("")))));
    chains.addAll(own);
    return new NftTable(words.table(), services.name(), maps.sets(), chains);
  }

  private static List<NftRule> dispatch(FamilyTerms words, ServiceMaps maps) {
    return List.of(
        rule(new Statement.Dispatch(service(words), new Lookup.Named(ServiceMaps.SERVICE_IPS))),
        toNode(
            words,
            maps,
            new Statement.Dispatch(nodePort(), new Lookup.Named(ServiceMaps.NODE_PORTS))));
  }

  /** A packet that is still addressed to a service here was not translated by any rule. */
  private static List<NftRule> check(FamilyTerms words, ServiceTable services, ServiceMaps maps) {
    List<NftRule> rules = new ArrayList<>();
    rules.add(
        rule(
            new Statement.Dispatch(
                service(words), new Lookup.Named(ServiceMaps.REFUSED_SERVICES))));
    rules.add(
        toNode(
            words,
            maps,
            new Statement.Dispatch(nodePort(), new Lookup.Named(ServiceMaps.REFUSED_NODE_PORTS))));
    rules.add(
        rule(
            FamilyTerms.inSet(words.destination(), ServiceMaps.CLUSTER_IPS),
            new Statement.Counter(),
            new Statement.Reject("")));
    List<Literal> range = words.own(services.serviceAddresses());
    if (!range.isEmpty()) {
      rules.add(
          rule(
              FamilyTerms.is(words.destination(), range),
              new Statement.Counter(),
              new Statement.Decide(new Verdict.Drop())));
    }
    return rules;
  }

  private static Expression service(FamilyTerms words) {
    return new Expression.Concat(List.of(words.destination(), Field.META_L4PROTO, Field.TH_DPORT));
  }

  private static Expression nodePort() {
    return new Expression.Concat(List.of(Field.META_L4PROTO, Field.TH_DPORT));
  }

  private static NftRule toNode(FamilyTerms words, ServiceMaps maps, Statement then) {
    if (maps.nodeIpsAreGiven()) {
      return rule(FamilyTerms.inSet(words.destination(), ServiceMaps.NODE_IPS), then);
    }
    IpPrefix loopback = PrefixText.parse(words.family() == IpVersion.IPV4 ? "127.0.0.0/8" : "::1");
    return rule(
        FamilyTerms.isNot(words.destination(), words.own(List.of(loopback))),
        FamilyTerms.is(Field.FIB_DADDR_TYPE, List.of(new Literal.Symbol("local"))),
        then);
  }

  private static List<NftRule> newSource(FamilyTerms words, NewSource source) {
    Statement translation =
        switch (source) {
          case NewSource.Masquerade masquerade ->
              new Translation.Masquerade(Optional.empty(), RuleCompiler.flags(masquerade.ports()));
          case NewSource.Fixed fixed ->
              new Translation.Nat(
                  Translation.Side.SNAT,
                  Optional.empty(),
                  AddressRange.of(fixed.address()),
                  Optional.empty(),
                  Set.of());
        };
    List<Statement> marked = new ArrayList<>(PortForwarding.unmark());
    marked.add(translation);
    return List.of(
        new NftRule(marked, ""),
        rule(
            FamilyTerms.inSet(
                new Expression.Concat(List.of(words.source(), words.destination())),
                ServiceMaps.HAIRPINS),
            FamilyTerms.flags(Field.CT_STATUS, "dnat"),
            new Statement.Counter(),
            translation));
  }

  private static NftChain base(
      String work, ChainType type, Hook hook, int priority, List<NftRule> rules) {
    String name = work + hook.name().toLowerCase(Locale.ROOT);
    BaseHook place = new BaseHook(type, hook, priority, BaseHook.Policy.ACCEPT);
    return new NftChain(name, Optional.of(place), rules);
  }

  private static NftChain plain(String name, List<NftRule> rules) {
    return new NftChain(name, Optional.empty(), rules);
  }

  private static Statement jump(String chain) {
    return new Statement.Decide(new Verdict.Jump(chain));
  }

  private static NftRule rule(Statement... statements) {
    return new NftRule(List.of(statements), "");
  }
}
