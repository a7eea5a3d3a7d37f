package dev.netlab.nft.listing;

import dev.netlab.nft.PolicyException;
import dev.netlab.nft.ruleset.BaseHook;
import dev.netlab.nft.ruleset.BaseHook.ChainType;
import dev.netlab.nft.ruleset.BaseHook.Policy;
import dev.netlab.nft.ruleset.NftChain;
import dev.netlab.nft.ruleset.NftChain.Attachment;
import dev.netlab.nft.ruleset.NftObject;
import dev.netlab.nft.ruleset.NftRule;
import dev.netlab.nft.ruleset.NftSet;
import dev.netlab.nft.ruleset.NftTable;
import dev.netlab.nft.ruleset.Ruleset;
import dev.netlab.nft.ruleset.Statement;
import dev.netlab.nft.ruleset.TableFamily;
import dev.netlab.nft.value.Hook;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what {@code nft -j list ruleset} prints (libnftables-json(5)). */
final class RulesetReader {
  private final RuleWords words;
  private final IptablesSave iptables;
  private final IptablesSave ip6tables;
  private final Map<String, Table> tables = new LinkedHashMap<>();

  /** A table that is being read. */
  private record Table(
      TableFamily family,
      String name,
      List<NftSet> sets,
      List<NftObject> objects,
      Map<String, Chain> chains) {}

  private record Chain(String name, Optional<Attachment> attachment, List<Json> rules) {}

  RulesetReader(RuleWords words, IptablesSave iptables, IptablesSave ip6tables) {
    this.words = words;
    this.iptables = iptables;
    this.ip6tables = ip6tables;
  }

  Ruleset read(Json json) {
    Json objects =
        json.get("nftables").orElseThrow(() -> new PolicyException("no JSON of nft's: " + json));
    objects.items().forEach(this::add);
    return new Ruleset(tables.values().stream().map(this::table).toList());
  }

  private void add(Json object) {
    Json body = object.body();
    String kind = object.kind();
    if (kind.equals("metainfo")) {
      return;
    }
    if (kind.equals("table")) {
      Table table =
          new Table(
              family(body),
              name(body),
              new ArrayList<>(),
              new ArrayList<>(),
              new LinkedHashMap<>());
      tables.put(table.family() + " " + table.name(), table);
      return;
    }
    String tableName = family(body) + " " + body.text("table").orElse("");
    Table table =
        Optional.ofNullable(tables.get(tableName))
            .orElseThrow(() -> new PolicyException("nft lists no table " + tableName));
    switch (kind) {
      case "chain" ->
          table
              .chains()
              .put(name(body), new Chain(name(body), attachment(body), new ArrayList<>()));
      case "rule" ->
          Optional.ofNullable(table.chains().get(body.text("chain").orElse("")))
              .orElseThrow(() -> new PolicyException("nft lists no chain of " + body.words()))
              .rules()
              .add(body);
      case "set", "map" ->
          SetReader.read(body)
              .ifPresentOrElse(table.sets()::add, () -> table.objects().add(unknown(kind, body)));
      default -> table.objects().add(unknown(kind, body));
    }
  }

  private static NftObject unknown(String kind, Json body) {
    return new NftObject(kind, body.text("name").orElse(""), body.words());
  }

  private static String name(Json body) {
    return body.text("name").orElseThrow(() -> new PolicyException("no name: " + body.words()));
  }

  private static TableFamily family(Json body) {
    String name = body.text("family").orElse("");
    return Arrays.stream(TableFamily.values())
        .filter(family -> family.toString().equals(name))
        .findFirst()
        .orElseThrow(() -> new PolicyException("nft lists a family '" + name + "'"));
  }

  private static Optional<Attachment> attachment(Json body) {
    if (body.get("hook").isEmpty()) {
      return Optional.empty();
    }
    Optional<Hook> hook = constant(Hook.values(), body.text("hook").orElse(""));
    Optional<ChainType> type = constant(ChainType.values(), body.text("type").orElse(""));
    Optional<Policy> policy = constant(Policy.values(), body.text("policy").orElse("accept"));
    if (hook.isEmpty() || type.isEmpty() || policy.isEmpty() || body.number("prio").isEmpty()) {
      return Optional.of(new NftChain.UnknownHook(body.words()));
    }
    int priority = (int) body.number("prio").getAsLong();
    return Optional.of(new BaseHook(type.get(), hook.get(), priority, policy.get()));
  }

  static <E extends Enum<E>> Optional<E> constant(E[] constants, String name) {
    return Arrays.stream(constants)
        .filter(constant -> constant.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst();
  }

  private NftTable table(Table table) {
    List<NftChain> chains = new ArrayList<>();
    for (Chain chain : table.chains().values()) {
      chains.add(new NftChain(chain.name(), chain.attachment(), rules(table, chain)));
    }
    Set<String> filled = new HashSet<>();
    chains.stream()
        .flatMap(chain -> chain.rules().stream())
        .flatMap(rule -> rule.statements().stream())
        .forEach(
            statement -> {
              if (statement instanceof Statement.Update update) {
                filled.add(update.set());
              }
            });
    return new NftTable(
        table.family(),
        table.name(),
        table.sets().stream().map(set -> filled.contains(set.name()) ? dynamic(set) : set).toList(),
        chains,
        table.objects());
  }

  /** nft 1.0.6 omits the flag from its JSON. */
  private static NftSet dynamic(NftSet set) {
    Set<NftSet.Flag> flags = EnumSet.of(NftSet.Flag.DYNAMIC);
    flags.addAll(set.flags());
    return new NftSet(
        set.name(), set.key(), set.content(), flags, set.size(), set.timeout(), set.elements());
  }

  private List<NftRule> rules(Table table, Chain chain) {
    List<IptablesRule> saved =
        switch (table.family()) {
          case IP -> iptables.rules(table.name(), chain.name());
          case IP6 -> ip6tables.rules(table.name(), chain.name());
          case INET, BRIDGE, ARP, NETDEV -> List.of();
        };
    List<NftRule> rules = new ArrayList<>();
    for (int i = 0; i < chain.rules().size(); i++) {
      // both programs list a chain's rules in the same order
      Optional<IptablesRule> same =
          saved.size() == chain.rules().size() ? Optional.of(saved.get(i)) : Optional.empty();
      rules.add(rule(table, chain.rules().get(i), same));
    }
    return rules;
  }

  private NftRule rule(Table table, Json body, Optional<IptablesRule> saved) {
    StatementReader reader = new StatementReader(table.family());
    IptablesStatements modules = new IptablesStatements(table.family(), saved);
    List<Statement> statements = new ArrayList<>();
    for (Json expression : body.get("expr").map(Json::items).orElse(List.of())) {
      if (expression.kind().equals("xt")) {
        statements.addAll(modules.next(expression.body()));
      } else {
        statements.add(reader.read(expression));
      }
    }
    long handle = body.number("handle").orElse(0);
    String comment = body.text("comment").orElse("");
    String listed =
        words
            .of(table.family().toString(), table.name(), handle)
            .orElseGet(() -> new NftRule(statements, "").text());
    return new NftRule(statements, comment, Optional.of(new NftRule.Listed(handle, listed)));
  }
}
