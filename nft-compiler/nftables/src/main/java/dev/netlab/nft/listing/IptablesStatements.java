package dev.netlab.nft.listing;

import dev.netlab.ip.IpVersion;
import dev.netlab.nft.ruleset.Expression;
import dev.netlab.nft.ruleset.Field;
import dev.netlab.nft.ruleset.Literal;
import dev.netlab.nft.ruleset.Operand;
import dev.netlab.nft.ruleset.Statement;
import dev.netlab.nft.ruleset.Statement.Relation;
import dev.netlab.nft.ruleset.TableFamily;
import dev.netlab.nft.ruleset.Translation;
import dev.netlab.nft.ruleset.Translation.NatFlag;
import dev.netlab.nft.ruleset.Translation.Side;
import dev.netlab.nft.value.AddressRange;
import dev.netlab.nft.value.Mark;
import dev.netlab.nft.value.PortRange;
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

/**
 * Translates the matches and targets of one rule that are iptables modules (iptables-extensions(8))
 * to the model's statements where possible.
 */
final class IptablesStatements {
  private static final Set<String> STATES =
      Set.of("invalid", "established", "related", "new", "untracked");
  private static final Set<String> STATUS = Set.of("snat", "dnat");

  private final TableFamily family;
  private final Optional<IptablesRule> rule;
  private int used;

  /**
   * The statements of a rule.
   *
   * @param rule as iptables-save prints it; absent if iptables-save was not run or its output
   *     differs
   */
  IptablesStatements(TableFamily family, Optional<IptablesRule> rule) {
    this.family = family;
    this.rule = rule;
  }

  /**
   * The statements of the rule's next module: none if it changes nothing; an unknown statement if
   * the model cannot represent it.
   *
   * @param xt what nft's JSON contains about the module: type and name
   */
  List<Statement> next(Json xt) {
    String type = xt.text("type").orElse("");
    String name = xt.text("name").orElse("");
    Optional<IptablesRule.Module> module =
        type.equals("match")
            ? rule.flatMap(r -> match(r, name))
            : type.equals("target") ? rule.flatMap(IptablesRule::target) : Optional.empty();
    if (module.isEmpty()) {
      return List.of(new Statement.Unknown("xt " + type + " " + name));
    }
    List<Statement> unknown = List.of(new Statement.Unknown(module.get().words()));
    try {
      Options options = Options.of(module.get().options());
      return (type.equals("match")
              ? match(module.get().name(), options)
              : target(module.get().name(), options))
          .orElse(unknown);
    } catch (IllegalArgumentException _) { // an invalid value: see the values' constructors
      return unknown;
    }
  }

  /** The next module with that name; {@code state} is an old name of {@code conntrack}. */
  private Optional<IptablesRule.Module> match(IptablesRule saved, String name) {
    for (int i = used; i < saved.matches().size(); i++) {
      String other = saved.matches().get(i).name();
      if (other.equals(name) || (other.equals("state") && name.equals("conntrack"))) {
        used = i + 1;
        return Optional.of(saved.matches().get(i));
      }
    }
    return Optional.empty();
  }

  /**
   * A module's options.
   *
   * @param values the value of each option; empty if it has none
   * @param negated the options after an exclamation mark
   */
  private record Options(Map<String, String> values, Set<String> negated) {
    static Options of(List<String> words) {
      Map<String, String> values = new LinkedHashMap<>();
      Set<String> negated = new HashSet<>();
      String name = "";
      boolean not = false;
      for (String word : words) {
        if (word.equals("!")) {
          not = true;
        } else if (word.startsWith("--")) {
          name = word;
          values.put(name, "");
          if (not) {
            negated.add(name);
          }
          not = false;
        } else {
          values.merge(name, word, (a, b) -> a.isEmpty() ? b : a + " " + b);
        }
      }
      return new Options(values, negated);
    }

    boolean hasOnly(String... names) {
      return List.of(names).containsAll(values.keySet());
    }

    Optional<String> get(String name) {
      return Optional.ofNullable(values.get(name));
    }

    Relation relation(String name) {
      return negated.contains(name) ? Relation.NOT_EQUAL : Relation.EQUAL;
    }
  }

  private Optional<List<Statement>> match(String name, Options options) {
    return switch (name) {
      case "comment" -> Optional.of(List.of());
      case "addrtype" -> addressTypes(options);
      case "conntrack", "state" -> states(options);
      case "tcp" -> ports(options, Field.TCP_SPORT, Field.TCP_DPORT);
      case "udp" -> ports(options, Field.UDP_SPORT, Field.UDP_DPORT);
      case "udplite" -> ports(options, Field.UDPLITE_SPORT, Field.UDPLITE_DPORT);
      case "sctp" -> ports(options, Field.SCTP_SPORT, Field.SCTP_DPORT);
      case "dccp" -> ports(options, Field.DCCP_SPORT, Field.DCCP_DPORT);
      case "multiport" -> multiport(options);
      case "mark" -> mark(Field.META_MARK, options);
      case "connmark" -> mark(Field.CT_MARK, options);
      case "iprange" -> ranges(options);
      case "icmp" -> icmpType(options, "--icmp-type", Field.ICMP_TYPE, IcmpTypeNames.V4);
      case "icmp6" -> icmpType(options, "--icmpv6-type", Field.ICMPV6_TYPE, IcmpTypeNames.V6);
      default -> Optional.empty();
    };
  }

  private static Optional<List<Statement>> addressTypes(Options options) {
    List<Statement> matches = new ArrayList<>();
    for (Map.Entry<String, String> option : options.values().entrySet()) {
      if (!option.getValue().matches("LOCAL|UNICAST|BROADCAST|MULTICAST")) {
        return Optional.empty();
      }
      Field field =
          option.getKey().equals("--src-type") ? Field.FIB_SADDR_TYPE : Field.FIB_DADDR_TYPE;
      Literal type = new Literal.Symbol(option.getValue().toLowerCase(Locale.ROOT));
      matches.add(new Statement.Match(field, options.relation(option.getKey()), type));
    }
    return options.hasOnly("--src-type", "--dst-type") ? Optional.of(matches) : Optional.empty();
  }

  /** States may be mixed with statuses, where any of either suffices; nft has no such match. */
  private static Optional<List<Statement>> states(Options options) {
    String option = options.get("--ctstate").isPresent() ? "--ctstate" : "--state";
    List<String> names =
        options.get(option).stream()
            .flatMap(text -> Arrays.stream(text.toLowerCase(Locale.ROOT).split(",")))
            .toList();
    boolean areStates = STATES.containsAll(names);
    if (!options.hasOnly(option) || names.isEmpty() || (!areStates && !STATUS.containsAll(names))) {
      return Optional.empty();
    }
    return Optional.of(
        List.of(
            new Statement.Match(
                areStates ? Field.CT_STATE : Field.CT_STATUS,
                options.relation(option),
                new Operand.Flags(names, List.of()))));
  }

  private static Optional<List<Statement>> ports(Options options, Field source, Field destination) {
    List<Statement> matches = new ArrayList<>();
    for (Map.Entry<String, String> option : options.values().entrySet()) {
      Relation relation = options.relation(option.getKey());
      switch (option.getKey()) {
        case "--sport" ->
            matches.add(new Statement.Match(source, relation, ports(option.getValue())));
        case "--dport" ->
            matches.add(new Statement.Match(destination, relation, ports(option.getValue())));
        case "--tcp-flags" -> {
          List<String> sides = List.of(option.getValue().split(" ", -1));
          if (sides.size() != 2) {
            return Optional.empty();
          }
          Operand flags = new Operand.Flags(tcpFlags(sides.getLast()), tcpFlags(sides.getFirst()));
          matches.add(new Statement.Match(Field.TCP_FLAGS, relation, flags));
        }
        default -> {
          return Optional.empty();
        }
      }
    }
    return Optional.of(matches);
  }

  private static List<String> tcpFlags(String text) {
    return switch (text) {
      case "NONE" -> List.of();
      case "ALL" -> List.of("fin", "syn", "rst", "psh", "ack", "urg");
      default -> List.of(text.toLowerCase(Locale.ROOT).split(","));
    };
  }

  private static Literal ports(String text) {
    return new Literal.Ports(range(text));
  }

  /** {@code 80} or {@code 80:90}. */
  private static PortRange range(String text) {
    return PortRange.parse(text.replace(':', '-'));
  }

  private static Optional<List<Statement>> multiport(Options options) {
    List<Statement> matches = new ArrayList<>();
    for (String option : List.of("--sports", "--dports")) {
      options
          .get(option)
          .ifPresent(
              text -> {
                List<PortRange> ranges =
                    Arrays.stream(text.split(",")).map(IptablesStatements::range).toList();
                Operand any =
                    new Operand.AnonymousSet(
                        PortRange.unite(ranges).stream().<Literal>map(Literal.Ports::new).toList());
                Field field = option.equals("--sports") ? Field.TH_SPORT : Field.TH_DPORT;
                matches.add(new Statement.Match(field, options.relation(option), any));
              });
    }
    return options.hasOnly("--sports", "--dports") ? Optional.of(matches) : Optional.empty();
  }

  private static Optional<List<Statement>> mark(Field field, Options options) {
    return options
        .get("--mark")
        .filter(_ -> options.hasOnly("--mark"))
        .map(Mark::parse)
        .map(
            mark ->
                List.of(
                    new Statement.Match(
                        mark.mask() == -1 ? field : new Expression.Masked(field, mark.mask()),
                        options.relation("--mark"),
                        new Literal.Bits(mark.value()))));
  }

  private Optional<List<Statement>> ranges(Options options) {
    boolean six = family == TableFamily.IP6;
    List<Statement> matches = new ArrayList<>();
    for (Map.Entry<String, String> option : options.values().entrySet()) {
      boolean source = option.getKey().equals("--src-range");
      Field field =
          source ? six ? Field.IP6_SADDR : Field.IP_SADDR : six ? Field.IP6_DADDR : Field.IP_DADDR;
      matches.add(
          new Statement.Match(
              field,
              options.relation(option.getKey()),
              new Literal.Addresses(AddressRange.parse(option.getValue()))));
    }
    return options.hasOnly("--src-range", "--dst-range") ? Optional.of(matches) : Optional.empty();
  }

  private static Optional<List<Statement>> icmpType(
      Options options, String option, Field field, Map<Integer, String> names) {
    String type = options.get(option).filter(_ -> options.hasOnly(option)).orElse("");
    if (type.equals("any")) {
      return Optional.of(List.of());
    }
    return Optional.ofNullable(type.matches("\\d{1,3}") ? names.get(Integer.valueOf(type)) : null)
        .map(
            name ->
                List.of(
                    new Statement.Match(
                        field, options.relation(option), new Literal.Symbol(name))));
  }

  private Optional<List<Statement>> target(String name, Options options) {
    return switch (name) {
      case "DNAT" -> nat(Side.DNAT, "--to-destination", options);
      case "SNAT" -> nat(Side.SNAT, "--to-source", options);
      case "MASQUERADE" ->
          options.hasOnly("--to-ports", "--random", "--random-fully")
              ? Optional.of(
                  List.of(
                      new Translation.Masquerade(
                          options.get("--to-ports").map(PortRange::parse), natFlags(options))))
              : Optional.empty();
      case "REJECT" -> reject(options.get("--reject-with").orElse(""));
      case "MARK" -> setMark(Field.META_MARK, options);
      case "CONNMARK" -> setMark(Field.CT_MARK, options);
      case "TCPMSS" -> clampMss(options);
      case "NOTRACK" -> Optional.of(List.of(new Statement.Notrack()));
      case "CT" ->
          options.get("--notrack").isPresent() && options.hasOnly("--notrack")
              ? Optional.of(List.of(new Statement.Notrack()))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Optional<List<Statement>> nat(Side side, String option, Options options) {
    String to = options.get(option).orElse("");
    int end = to.startsWith("[") ? to.lastIndexOf(']') + 1 : to.indexOf(':');
    boolean six = !to.startsWith("[") && end >= 0 && to.indexOf(':', end + 1) >= 0;
    boolean hasPorts = end > 0 && end < to.length() && !six;
    String addresses = (hasPorts ? to.substring(0, end) : to).replaceAll("[\\[\\]]", "");
    if (addresses.isEmpty()
        || !options.hasOnly(option, "--random", "--random-fully", "--persistent")) {
      return Optional.empty();
    }
    return Optional.of(
        List.of(
            new Translation.Nat(
                side,
                Optional.<IpVersion>empty(),
                AddressRange.parse(addresses),
                hasPorts ? Optional.of(PortRange.parse(to.substring(end + 1))) : Optional.empty(),
                natFlags(options))));
  }

  private static Set<NatFlag> natFlags(Options options) {
    Set<NatFlag> flags = EnumSet.noneOf(NatFlag.class);
    options.get("--random").ifPresent(_ -> flags.add(NatFlag.RANDOM));
    options.get("--random-fully").ifPresent(_ -> flags.add(NatFlag.FULLY_RANDOM));
    options.get("--persistent").ifPresent(_ -> flags.add(NatFlag.PERSISTENT));
    return flags;
  }

  private static Optional<List<Statement>> reject(String with) {
    Optional<String> words =
        switch (with) {
          case "icmp-port-unreachable", "icmp6-port-unreachable" -> Optional.of("");
          case "tcp-reset" -> Optional.of("tcp reset");
          case "icmp-proto-unreachable" -> Optional.of("icmp prot-unreachable");
          case "icmp6-adm-prohibited" -> Optional.of("icmpv6 admin-prohibited");
          default ->
              with.startsWith("icmp6-")
                  ? Optional.of("icmpv6 " + with.substring(6))
                  : with.startsWith("icmp-")
                      ? Optional.of("icmp " + with.substring(5))
                      : Optional.empty();
        };
    return words.map(text -> List.of(new Statement.Reject(text)));
  }

  /**
   * {@code mark = (mark & ~mask) ^ value}, which equals {@code |} if the mask contains the value's
   * bits.
   */
  private static Optional<List<Statement>> setMark(Field field, Options options) {
    String text = options.get("--set-xmark").orElse("");
    if (text.isEmpty() || !options.hasOnly("--set-xmark")) {
      return Optional.empty();
    }
    Mark mark = Mark.parse(text); // rejects a value with bits outside its mask
    List<Statement> statements = new ArrayList<>();
    if (mark.mask() != mark.value()) {
      statements.add(new Statement.MarkAnd(field, ~mark.mask()));
    }
    if (mark.value() != 0) {
      statements.add(new Statement.MarkOr(field, mark.value()));
    }
    return Optional.of(statements);
  }

  private static Optional<List<Statement>> clampMss(Options options) {
    if (options.get("--clamp-mss-to-pmtu").isPresent()) {
      return Optional.of(List.of(new Statement.ClampMss(Optional.empty())));
    }
    return options
        .get("--set-mss")
        .map(size -> List.of(new Statement.ClampMss(Optional.of(Integer.parseInt(size)))));
  }
}
