package dev.netlab.nft.compile;

import dev.netlab.nft.policy.Endpoint;
import dev.netlab.nft.policy.Service;
import dev.netlab.nft.policy.ServicePort;
import dev.netlab.nft.ruleset.Expression;
import dev.netlab.nft.ruleset.Expression.Numgen;
import dev.netlab.nft.ruleset.Field;
import dev.netlab.nft.ruleset.Literal;
import dev.netlab.nft.ruleset.Lookup;
import dev.netlab.nft.ruleset.MapValue;
import dev.netlab.nft.ruleset.NftRule;
import dev.netlab.nft.ruleset.NftSet;
import dev.netlab.nft.ruleset.SetElement;
import dev.netlab.nft.ruleset.Statement;
import dev.netlab.nft.ruleset.Statement.Relation;
import dev.netlab.nft.ruleset.Translation;
import dev.netlab.nft.ruleset.Translation.Side;
import dev.netlab.nft.ruleset.Verdict;
import dev.netlab.nft.value.AddressRange;
import dev.netlab.nft.value.PortRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The rules that choose one of a port's endpoints and translate to it. */
final class LoadBalancing {
  /**
   * Up to this many endpoints, a map costs more than it saves. The kernel searches all maps of a
   * table whenever one is added; for 10 000 services this takes ten times as long as everything
   * else.
   */
  private static final int FEW = 8;

  private final FamilyTerms words;
  private final Service service;
  private final ServicePort port;
  private final String id;

  LoadBalancing(FamilyTerms words, Service service, ServicePort port, String id) {
    this.words = words;
    this.service = service;
    this.port = port;
    this.id = id;
  }

  /**
   * The last rules of a chain, which send the packet to one of these endpoints; there must be at
   * least one.
   */
  List<NftRule> among(List<Endpoint> endpoints) {
    List<NftRule> rules = new ArrayList<>();
    if (service.affinity().isPresent()) {
      for (Endpoint endpoint : endpoints) {
        rules.add(
            rule(
                FamilyTerms.inSet(words.source(), affinity(endpoint)),
                new Statement.Decide(new Verdict.Goto(chain(endpoint)))));
      }
    }
    rules.addAll(endpoints.size() > FEW ? byMap(endpoints) : oneByOne(endpoints));
    return rules;
  }

  /** Each endpoint gets its share of what the endpoints before it left. */
  private List<NftRule> oneByOne(List<Endpoint> endpoints) {
    List<NftRule> rules = new ArrayList<>();
    for (int i = 0; i < endpoints.size(); i++) {
      Endpoint endpoint = endpoints.get(i);
      List<Statement> statements = new ArrayList<>();
      if (service.affinity().isEmpty()) {
        statements.add(protocol());
      }
      if (i < endpoints.size() - 1) {
        statements.add(
            new Statement.Match(
                lot(endpoints.subList(i, endpoints.size())),
                Relation.EQUAL,
                new Literal.Numbered(0, endpoint.weight() - 1)));
      }
      if (service.affinity().isPresent()) {
        statements.add(new Statement.Decide(new Verdict.Goto(chain(endpoint))));
      } else {
        statements.add(new Statement.Counter());
        statements.add(to(endpoint));
      }
      rules.add(rule(statements.toArray(Statement[]::new)));
    }
    return rules;
  }

  private List<NftRule> byMap(List<Endpoint> endpoints) {
    if (service.affinity().isPresent()) {
      return List.of(
          rule(
              new Statement.Dispatch(
                  lot(endpoints), slots(endpoints, e -> new Verdict.Goto(chain(e))))));
    }
    return List.of(
        rule(
            protocol(),
            new Statement.Counter(),
            new Translation.NatBy(
                Side.DNAT,
                Optional.of(words.family()),
                lot(endpoints),
                Optional.of(slots(endpoints, LoadBalancing::target)),
                Set.of())));
  }

  /** The sets that remember which endpoint a returning client used before. */
  List<NftSet> memory() {
    return service
        .affinity()
        .map(
            span ->
                port.endpoints().stream()
                    .filter(e -> e.address().version() == words.family())
                    .map(e -> NftSet.filledByPackets(affinity(e), List.of(words.address()), span))
                    .toList())
        .orElse(List.of());
  }

  /** The rule in an endpoint's chain that remembers the client, for a service with affinity. */
  NftRule remembered(Endpoint endpoint) {
    return rule(
        new Statement.Update(affinity(endpoint), words.source()),
        protocol(),
        new Statement.Counter(),
        to(endpoint));
  }

  String chain(Endpoint endpoint) {
    return "endpoint-" + place(endpoint);
  }

  private String affinity(Endpoint endpoint) {
    return "affinity-" + place(endpoint);
  }

  private String place(Endpoint endpoint) {
    return id + "/" + endpoint.address().toString().replace(':', '.') + "/" + endpoint.port();
  }

  private Statement protocol() {
    return FamilyTerms.is(Field.META_L4PROTO, List.of(FamilyTerms.literal(port.protocol())));
  }

  private Statement to(Endpoint endpoint) {
    return new Translation.Nat(
        Side.DNAT,
        Optional.empty(),
        AddressRange.of(endpoint.address()),
        Optional.of(PortRange.of(endpoint.port())),
        Set.of());
  }

  private static MapValue target(Endpoint endpoint) {
    return FamilyTerms.tuple(
        FamilyTerms.literal(endpoint.address()), FamilyTerms.literal(endpoint.port()));
  }

  private static Expression lot(List<Endpoint> endpoints) {
    return new Numgen(Numgen.Order.RANDOM, endpoints.stream().mapToInt(Endpoint::weight).sum());
  }

  /** A map in which each endpoint has as many slots as its weight. */
  private static Lookup slots(List<Endpoint> endpoints, Function<Endpoint, MapValue> value) {
    List<SetElement> slots = new ArrayList<>();
    int next = 0;
    for (Endpoint endpoint : endpoints) {
      int last = next + endpoint.weight() - 1;
      slots.add(SetElement.of(new Literal.Numbered(next, last), value.apply(endpoint)));
      next = last + 1;
    }
    return new Lookup.Inline(slots);
  }

  private NftRule rule(Statement... statements) {
    return new NftRule(List.of(statements), service.origin().comment());
  }
}
