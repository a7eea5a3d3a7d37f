package dev.netlab.nft.compile;

import dev.netlab.ip.IpAddress;
import dev.netlab.nft.policy.Endpoint;
import dev.netlab.nft.policy.Service;
import dev.netlab.nft.policy.ServicePort;
import dev.netlab.nft.policy.ServiceTable;
import dev.netlab.nft.policy.TrafficPolicy;
import dev.netlab.nft.ruleset.Field;
import dev.netlab.nft.ruleset.Literal;
import dev.netlab.nft.ruleset.NftChain;
import dev.netlab.nft.ruleset.NftRule;
import dev.netlab.nft.ruleset.Statement;
import dev.netlab.nft.ruleset.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The chains of one service port for one family, and the map entries that lead to them. {@code
 * service-} chains balance among all endpoints, and {@code local-} chains among this node's. An
 * {@code external-} chain decides which of the two applies to a client from outside.
 */
final class ServiceChains {
  private final FamilyTerms words;
  private final ServiceTable table;
  private final Service service;
  private final ServicePort port;
  private final String id;
  private final LoadBalancing balance;
  private final List<Endpoint> all;
  private final List<Endpoint> here;

  ServiceChains(FamilyTerms words, ServiceTable table, Service service, ServicePort port) {
    this.words = words;
    this.table = table;
    this.service = service;
    this.port = port;
    this.id =
        service.name()
            + "/"
            + port.protocol()
            + "/"
            + (port.name().isEmpty() ? Integer.toString(port.port()) : port.name());
    this.balance = new LoadBalancing(words, service, port, id);
    this.all =
        port.endpoints().stream().filter(e -> e.address().version() == words.family()).toList();
    this.here = all.stream().filter(e -> e.place() == Endpoint.Place.HERE).toList();
  }

  void addTo(ServiceMaps maps, List<NftChain> chains) {
    all.forEach(endpoint -> maps.endpoint(endpoint.address()));
    maps.memory(balance.memory());
    boolean isExternal =
        !words.ownAddresses(service.externalIps()).isEmpty() || port.nodePort().isPresent();
    findInside(maps);
    if (isExternal) {
      findOutside(maps);
    }
    if (all.isEmpty()) {
      return;
    }
    chains.add(chain("service-", among(all)));
    if (!here.isEmpty() && wants(TrafficPolicy.LOCAL)) {
      chains.add(chain("local-", among(here)));
    }
    if (isExternal) {
      chains.add(chain("external-", external()));
    }
    if (service.affinity().isPresent()) {
      for (Endpoint endpoint : all) {
        chains.add(
            new NftChain(
                balance.chain(endpoint), Optional.empty(), List.of(balance.remembered(endpoint))));
      }
    }
  }

  private boolean wants(TrafficPolicy policy) {
    return service.internalTraffic() == policy || service.externalTraffic() == policy;
  }

  private void findInside(ServiceMaps maps) {
    boolean local = service.internalTraffic() == TrafficPolicy.LOCAL;
    for (IpAddress address : words.ownAddresses(service.clusterIps())) {
      maps.clusterIp(address);
      if (all.isEmpty() || (local && here.isEmpty())) {
        maps.reject(address, port.protocol(), port.port(), refusal(), service.origin().comment());
      } else {
        maps.service(
            address,
            port.protocol(),
            port.port(),
            new Verdict.Goto((local ? "local-" : "service-") + id));
      }
    }
  }

  /**
   * Maps external addresses and node ports even if no endpoint is local, because pods reach all
   * endpoints through them, too. Traffic that requires a local endpoint is refused later.
   */
  private void findOutside(ServiceMaps maps) {
    boolean refused =
        all.isEmpty() || (service.externalTraffic() == TrafficPolicy.LOCAL && here.isEmpty());
    Verdict external = new Verdict.Goto("external-" + id);
    String origin = service.origin().comment();
    for (IpAddress address : words.ownAddresses(service.externalIps())) {
      if (!all.isEmpty()) {
        maps.service(address, port.protocol(), port.port(), external);
      }
      if (refused) {
        maps.reject(address, port.protocol(), port.port(), refusal(), origin);
      }
    }
    port.nodePort()
        .ifPresent(
            number -> {
              if (!all.isEmpty()) {
                maps.nodePort(port.protocol(), number, external);
              }
              if (refused) {
                maps.rejectNodePort(port.protocol(), number, refusal(), origin);
              }
            });
  }

  /** If there are endpoints elsewhere, another node would have served the client. */
  private Verdict refusal() {
    return all.isEmpty() ? new Verdict.Goto(ServiceCompiler.REJECT) : new Verdict.Drop();
  }

  private List<NftRule> among(List<Endpoint> endpoints) {
    List<NftRule> rules = new ArrayList<>();
    List<Literal> pods = words.own(table.pods());
    List<Literal> clusterIps =
        words.ownAddresses(service.clusterIps()).stream().map(FamilyTerms::literal).toList();
    if (!pods.isEmpty() && !clusterIps.isEmpty()) {
      rules.add(
          rule(
              FamilyTerms.is(words.destination(), clusterIps),
              FamilyTerms.isNot(words.source(), pods),
              PortForwarding.mark()));
    }
    rules.addAll(balance.among(endpoints));
    return rules;
  }

  private List<NftRule> external() {
    Statement toAll = new Statement.Decide(new Verdict.Goto("service-" + id));
    List<NftRule> rules = new ArrayList<>();
    switch (service.externalTraffic()) {
      case CLUSTER -> rules.add(rule(PortForwarding.mark(), toAll));
      case LOCAL -> {
        // The cluster's own clients reach every endpoint, regardless of the address they use.
        List<Literal> pods = words.own(table.pods());
        if (!pods.isEmpty()) {
          rules.add(rule(FamilyTerms.is(words.source(), pods), toAll));
        }
        rules.add(
            rule(
                FamilyTerms.is(Field.FIB_SADDR_TYPE, List.of(new Literal.Symbol("local"))),
                PortForwarding.mark(),
                toAll));
        if (!here.isEmpty()) {
          rules.add(rule(new Statement.Decide(new Verdict.Goto("local-" + id))));
        }
      }
    }
    return rules;
  }

  private NftChain chain(String prefix, List<NftRule> rules) {
    return new NftChain(prefix + id, Optional.empty(), rules);
  }

  private NftRule rule(Statement... statements) {
    return new NftRule(List.of(statements), service.origin().comment());
  }
}
