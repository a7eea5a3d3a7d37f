package dev.netlab.nft.compile;

import dev.netlab.ip.IpAddress;
import dev.netlab.ip.IpVersion;
import dev.netlab.nft.policy.IsolatedPod;
import dev.netlab.nft.policy.Isolation;
import dev.netlab.nft.policy.NetworkPolicyTable;
import dev.netlab.nft.ruleset.BaseHook;
import dev.netlab.nft.ruleset.BaseHook.ChainType;
import dev.netlab.nft.ruleset.Expression;
import dev.netlab.nft.ruleset.Field;
import dev.netlab.nft.ruleset.Lookup;
import dev.netlab.nft.ruleset.NftChain;
import dev.netlab.nft.ruleset.NftRule;
import dev.netlab.nft.ruleset.NftSet;
import dev.netlab.nft.ruleset.NftTable;
import dev.netlab.nft.ruleset.SetElement;
import dev.netlab.nft.ruleset.Statement;
import dev.netlab.nft.ruleset.Verdict;
import dev.netlab.nft.value.Hook;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compiles isolated pods to tables. The first packet of a connection finds the chain of its source
 * pod and the chain of its destination pod with one map lookup each. Each chain uses at most five
 * sets, regardless of the number of policies and pods. Pods with equal permissions share a chain.
 */
public final class NetworkPolicyCompiler {
  private static final String ITSELF = "itself";
  private static final String NODE_IPS = "node-ips";

  private final FamilyTerms words;
  private final NetworkPolicyTable table;
  private final List<NftSet> sets = new ArrayList<>();
  private final List<NftChain> chains = new ArrayList<>();

  private NetworkPolicyCompiler(FamilyTerms words, NetworkPolicyTable table) {
    this.words = words;
    this.table = table;
  }

  /** Which end of a connection a pod is. */
  enum Side {
    EGRESS,
    INGRESS;

    String text() {
      return this == EGRESS ? "egress" : "ingress";
    }

    Optional<Isolation> of(IsolatedPod pod) {
      return this == EGRESS ? pod.egress() : pod.ingress();
    }
  }

  /** One table for each family in which an isolated pod has an address, all with the same name. */
  public static List<NftTable> compile(NetworkPolicyTable table) {
    List<NftTable> tables = new ArrayList<>();
    for (IpVersion family : IpVersion.values()) {
      FamilyTerms words = new FamilyTerms(family);
      if (table.pods().stream().anyMatch(pod -> !words.ownAddresses(pod.addresses()).isEmpty())) {
        tables.add(new NetworkPolicyCompiler(words, table).table());
      }
    }
    return List.copyOf(tables);
  }

  private NftTable table() {
    List<IpAddress> own = new ArrayList<>();
    for (IsolatedPod pod : table.pods()) {
      own.addAll(words.ownAddresses(pod.addresses()));
    }
    sets.add(
        NftSet.of(
            ITSELF,
            List.of(words.address(), words.address()),
            new NftSet.Content.Nothing(),
            own.stream()
                .map(
                    a ->
                        SetElement.of(
                            FamilyTerms.tuple(FamilyTerms.literal(a), FamilyTerms.literal(a))))
                .toList()));
    List<IpAddress> node = words.ownAddresses(table.nodeAddresses());
    if (!node.isEmpty()) {
      sets.add(
          NftSet.of(
              NODE_IPS,
              List.of(words.address()),
              new NftSet.Content.Nothing(),
              node.stream().distinct().map(a -> SetElement.of(FamilyTerms.literal(a))).toList()));
    }
    for (Side side : Side.values()) {
      side(side);
    }
    BaseHook place =
        new BaseHook(ChainType.FILTER, Hook.FORWARD, BaseHook.FILTER, BaseHook.Policy.ACCEPT);
    chains.addFirst(new NftChain("filter-forward", Optional.of(place), entry(!node.isEmpty())));
    return new NftTable(words.table(), table.name(), sets, chains);
  }

  private List<NftRule> entry(boolean hasNode) {
    Statement accept = new Statement.Decide(new Verdict.Accept());
    List<NftRule> rules = new ArrayList<>();
    rules.add(
        rule(
            FamilyTerms.flags(Field.CT_STATE, "established", "related"),
            new Statement.Counter(),
            accept));
    // A pod may always connect to itself, which happens through a service.
    rules.add(
        rule(
            FamilyTerms.inSet(
                new Expression.Concat(List.of(words.source(), words.destination())), ITSELF),
            accept));
    if (hasNode) {
      rules.add(rule(FamilyTerms.inSet(words.source(), NODE_IPS), accept));
      rules.add(rule(FamilyTerms.inSet(words.destination(), NODE_IPS), accept));
    }
    rules.add(rule(new Statement.Dispatch(words.source(), new Lookup.Named(map(Side.EGRESS)))));
    rules.add(
        rule(new Statement.Dispatch(words.destination(), new Lookup.Named(map(Side.INGRESS)))));
    return rules;
  }

  private void side(Side side) {
    Map<Object, String> known = new HashMap<>();
    List<SetElement> places = new ArrayList<>();
    List<NftSet> own = new ArrayList<>();
    for (IsolatedPod pod : table.pods()) {
      List<IpAddress> addresses = words.ownAddresses(pod.addresses());
      Isolation isolation = side.of(pod).orElse(null);
      if (isolation == null || addresses.isEmpty()) {
        continue;
      }
      String chain =
          known.computeIfAbsent(
              isolation,
              _ -> {
                String name = ChainNames.of(side.text(), pod.name());
                PermittedChain permitted = new PermittedChain(words, side, name, isolation);
                own.addAll(permitted.sets());
                chains.add(permitted.chain());
                return name;
              });
      for (IpAddress address : addresses) {
        places.add(SetElement.of(FamilyTerms.literal(address), new Verdict.Jump(chain)));
      }
    }
    sets.add(NftSet.of(map(side), List.of(words.address()), new NftSet.Content.Verdicts(), places));
    sets.addAll(own);
  }

  private static String map(Side side) {
    return side.text() + "-pods";
  }

  private static NftRule rule(Statement... statements) {
    return new NftRule(List.of(statements), "");
  }
}
