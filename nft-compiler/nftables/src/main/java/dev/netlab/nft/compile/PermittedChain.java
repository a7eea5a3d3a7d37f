package dev.netlab.nft.compile;

import dev.netlab.ip.IpAddress;
import dev.netlab.nft.policy.Isolation;
import dev.netlab.nft.policy.Origin;
import dev.netlab.nft.policy.Permission;
import dev.netlab.nft.policy.ProtocolPorts;
import dev.netlab.nft.ruleset.DataType;
import dev.netlab.nft.ruleset.Expression;
import dev.netlab.nft.ruleset.Field;
import dev.netlab.nft.ruleset.Literal;
import dev.netlab.nft.ruleset.NftChain;
import dev.netlab.nft.ruleset.NftRule;
import dev.netlab.nft.ruleset.NftSet;
import dev.netlab.nft.ruleset.SetElement;
import dev.netlab.nft.ruleset.Statement;
import dev.netlab.nft.ruleset.Verdict;
import dev.netlab.nft.value.AddressRange;
import dev.netlab.nft.value.PortRange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * What one isolated pod permits: the chain returns to the base chain or drops the packet. Single
 * addresses and ports are found in hash sets. Ranges are split until they are disjoint, because the
 * kernel's interval sets require it.
 */
final class PermittedChain {
  private final FamilyTerms words;
  private final NetworkPolicyCompiler.Side side;
  private final String name;
  private final Isolation isolation;
  private final List<NftSet> sets = new ArrayList<>();
  private final List<NftRule> rules = new ArrayList<>();

  PermittedChain(
      FamilyTerms words, NetworkPolicyCompiler.Side side, String name, Isolation isolation) {
    this.words = words;
    this.side = side;
    this.name = name;
    this.isolation = isolation;
    build();
  }

  NftChain chain() {
    return new NftChain(name, Optional.empty(), rules);
  }

  List<NftSet> sets() {
    return sets;
  }

  private void build() {
    Set<Origin> everything = new LinkedHashSet<>();
    SequencedMap<IpAddress, Origin> peers = new LinkedHashMap<>();
    List<AddressPortRange> blocks = new ArrayList<>();
    List<AddressPortRange> ports = new ArrayList<>();
    SequencedMap<Literal, Origin> exact = new LinkedHashMap<>();
    List<AddressPortRange> boxes = new ArrayList<>();
    for (Permission permission : isolation.permissions()) {
      Origin origin = permission.origin();
      if (permission.peers().isEmpty()) {
        if (permission.ports().isEmpty()) {
          everything.add(origin);
        }
        AddressRange all = words.all();
        permission
            .ports()
            .orElse(List.of())
            .forEach(p -> ports.add(new AddressPortRange(all, p, origin)));
        continue;
      }
      for (AddressRange peer : permission.peers().get()) {
        if (peer.version() != words.family()) {
          continue;
        }
        boolean single = peer.first().equals(peer.last());
        if (permission.ports().isEmpty()) {
          if (single) {
            peers.putIfAbsent(peer.first(), origin);
          } else {
            blocks.add(new AddressPortRange(peer, AddressPortRange.ANY_PORT, origin));
          }
        }
        for (ProtocolPorts p : permission.ports().orElse(List.of())) {
          if (single && p.ports().isSingle()) {
            exact.putIfAbsent(key(peer.first(), p), origin);
          } else {
            boxes.add(new AddressPortRange(peer, p, origin));
          }
        }
      }
    }
    if (!everything.isEmpty()) {
      rules.add(pass(Optional.empty(), everything));
      return;
    }
    List<DataType> address = List.of(words.address());
    List<DataType> port = List.of(DataType.INET_PROTO, DataType.INET_SERVICE);
    List<DataType> both = List.of(words.address(), DataType.INET_PROTO, DataType.INET_SERVICE);
    add(
        "peers",
        address,
        false,
        peers.entrySet().stream()
            .map(e -> element(FamilyTerms.literal(e.getKey()), e.getValue()))
            .toList(),
        new LinkedHashSet<>(peers.values()));
    List<AddressPortRange> united = AddressPortRange.disjoint(blocks);
    add(
        "blocks",
        address,
        true,
        united.stream()
            .map(b -> element(new Literal.Addresses(b.addresses()), b.origin()))
            .toList(),
        origins(united));
    List<AddressPortRange> anyone = AddressPortRange.disjoint(ports);
    add(
        "ports",
        port,
        anyone.stream().anyMatch(b -> !b.ports().ports().isSingle()),
        anyone.stream()
            .map(
                b ->
                    element(
                        FamilyTerms.tuple(
                            FamilyTerms.literal(b.ports().protocol()),
                            new Literal.Ports(b.ports().ports())),
                        b.origin()))
            .toList(),
        origins(anyone));
    add(
        "peer-ports",
        both,
        false,
        exact.entrySet().stream().map(e -> element(e.getKey(), e.getValue())).toList(),
        new LinkedHashSet<>(exact.values()));
    List<AddressPortRange> ranges = AddressPortRange.disjoint(boxes);
    add(
        "block-ports",
        both,
        true,
        ranges.stream()
            .map(
                b ->
                    element(
                        FamilyTerms.tuple(
                            new Literal.Addresses(b.addresses()),
                            FamilyTerms.literal(b.ports().protocol()),
                            new Literal.Ports(b.ports().ports())),
                        b.origin()))
            .toList(),
        origins(ranges));
    rules.add(
        new NftRule(
            List.of(new Statement.Counter(), new Statement.Decide(new Verdict.Drop())),
            Origin.comment(isolation.policies())));
  }

  private void add(
      String what,
      List<DataType> key,
      boolean intervals,
      List<SetElement> elements,
      Set<Origin> origins) {
    if (elements.isEmpty()) {
      return;
    }
    String set = name + "/" + what;
    NftSet.Content nothing = new NftSet.Content.Nothing();
    sets.add(
        intervals
            ? NftSet.ofIntervals(set, key, nothing, elements)
            : NftSet.of(set, key, nothing, elements));
    rules.add(pass(Optional.of(FamilyTerms.inSet(expression(key), set)), origins));
  }

  private Expression expression(List<DataType> key) {
    Field peer =
        switch (side) {
          case INGRESS -> words.source();
          case EGRESS -> words.destination();
        };
    return switch (key.size()) {
      case 1 -> peer;
      case 2 -> new Expression.Concat(List.of(Field.META_L4PROTO, Field.TH_DPORT));
      default -> new Expression.Concat(List.of(peer, Field.META_L4PROTO, Field.TH_DPORT));
    };
  }

  private static NftRule pass(Optional<Statement> condition, Set<Origin> origins) {
    List<Statement> statements = new ArrayList<>();
    condition.ifPresent(statements::add);
    statements.add(new Statement.Counter());
    statements.add(new Statement.Decide(new Verdict.Return()));
    return new NftRule(statements, Origin.comment(List.copyOf(origins)));
  }

  private static SetElement element(Literal key, Origin origin) {
    return SetElement.of(key).from(origin.comment());
  }

  private static Literal key(IpAddress address, ProtocolPorts ports) {
    return FamilyTerms.tuple(
        new Literal.Addresses(AddressRange.of(address)),
        FamilyTerms.literal(ports.protocol()),
        new Literal.Ports(PortRange.of(ports.ports().first())));
  }

  private static Set<Origin> origins(List<AddressPortRange> boxes) {
    Set<Origin> origins = new LinkedHashSet<>();
    boxes.forEach(box -> origins.add(box.origin()));
    return origins;
  }
}
