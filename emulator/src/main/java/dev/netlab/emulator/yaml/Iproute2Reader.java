package dev.netlab.emulator.yaml;

import dev.netlab.emulator.lab.Located;
import dev.netlab.emulator.lab.Location;
import dev.netlab.netlink.route.Address;
import dev.netlab.netlink.route.FdbEntry;
import dev.netlab.netlink.route.Neighbour;
import dev.netlab.netlink.route.NextHop;
import dev.netlab.netlink.route.Prefix;
import dev.netlab.netlink.route.Route;
import dev.netlab.netlink.route.Rule;
import dev.netlab.netlink.route.SyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads what is written as {@code ip} and {@code bridge} take it. It is understood here, so that
 * errors are found early and have a place, and kept as it is written.
 */
final class Iproute2Reader {
  private final Outline outline;
  private final Problems problems;

  Iproute2Reader(Outline outline, Problems problems) {
    this.outline = outline;
    this.problems = problems;
  }

  /** Addresses of an interface, whose name is not written again. */
  List<Located<String>> addresses(List<Yaml.Scalar> texts) {
    return located(texts, this::address);
  }

  Optional<Address> address(Words.Piece text) {
    Optional<Address> address = parse(text, "write what follows ip address add", Address::parse);
    address
        .filter(a -> !a.dev().isEmpty())
        .ifPresent(
            a ->
                problems.add(
                    text.at(Math.max(0, text.text().indexOf("dev "))),
                    "the address is the interface's that it is written at; remove dev " + a.dev()));
    return address;
  }

  List<Located<String>> routes(String node, List<Yaml.Scalar> texts) {
    return located(texts, text -> route(node, text));
  }

  Optional<Route> route(String node, Words.Piece text) {
    Optional<Route> route = parse(text, "write what follows ip route add", Route::parse);
    route.ifPresent(
        r -> {
          for (NextHop hop : r.hops()) {
            device(node, hop.dev(), text);
          }
          if (!r.destination().isNetwork()) {
            problems.add(
                text.at(),
                "%s has bits set behind its prefix length, which the kernel refuses; write the network's first address or a longer prefix"
                    .formatted(r.destination()));
          }
        });
    return route;
  }

  List<Located<String>> rules(String node, List<Yaml.Scalar> texts) {
    return located(texts, text -> rule(node, text));
  }

  Optional<Rule> rule(String node, Words.Piece text) {
    Optional<Rule> rule = parse(text, "write what follows ip rule add", Rule::parse);
    rule.ifPresent(
        r -> {
          device(node, r.iif(), text);
          device(node, r.oif(), text);
        });
    return rule;
  }

  List<Located<String>> neighbours(String node, List<Yaml.Scalar> texts) {
    return located(texts, text -> neighbour(node, text));
  }

  Optional<Neighbour> neighbour(String node, Words.Piece text) {
    Optional<Neighbour> neighbour =
        parse(text, "write what follows ip neigh add", Neighbour::parse);
    neighbour.ifPresent(n -> requiredDevice(node, n.dev(), text));
    return neighbour;
  }

  List<Located<String>> fdb(String node, List<Yaml.Scalar> texts) {
    return located(texts, text -> fdbEntry(node, text));
  }

  Optional<FdbEntry> fdbEntry(String node, Words.Piece text) {
    Optional<FdbEntry> entry = parse(text, "write what follows bridge fdb add", FdbEntry::parse);
    entry.ifPresent(e -> requiredDevice(node, e.dev(), text));
    return entry;
  }

  List<Located<String>> prefixes(List<Yaml.Scalar> texts) {
    return located(
        texts,
        text -> {
          Optional<Prefix> prefix = parse(text, "write one such as 10.0.0.0/8", Prefix::parse);
          prefix
              .filter(p -> !p.isNetwork())
              .ifPresent(
                  p ->
                      problems.add(
                          text.at(),
                          "%s has bits set behind its prefix length; write the network's first address or a longer prefix"
                              .formatted(p)));
          return prefix;
        });
  }

  private void requiredDevice(String node, String dev, Words.Piece text) {
    if (dev.isEmpty()) {
      problems.add(text.at(), "the device is missing; add dev and an interface of the node");
    }
    device(node, dev, text);
  }

  /** Refuses the name of an interface that the node does not have. */
  void device(String node, String dev, Words.Piece text) {
    Set<String> known = outline.interfaces(node);
    if (!dev.isEmpty() && !dev.equals("lo") && !known.contains(dev)) {
      problems.add(
          text.at(Math.max(0, (" " + text.text() + " ").indexOf(" " + dev + " "))),
          "node '%s' has no interface '%s'; %s".formatted(node, dev, Suggestion.among(dev, known)));
    }
  }

  private static <T> List<Located<String>> located(
      List<Yaml.Scalar> texts, Function<Words.Piece, Optional<T>> read) {
    List<Located<String>> good = new ArrayList<>();
    for (Yaml.Scalar text : texts) {
      Words.Piece piece = new Words(text).rest();
      read.apply(piece).ifPresent(_ -> good.add(new Located<>(piece.text(), text.at())));
    }
    return good;
  }

  private <T> Optional<T> parse(Words.Piece text, String advice, Function<String, T> parse) {
    try {
      return Optional.of(parse.apply(text.text()));
    } catch (SyntaxException e) {
      refuse(text.at(e.offset()), e, advice);
    } catch (IllegalArgumentException e) {
      refuse(text.at(), e, advice);
    }
    return Optional.empty();
  }

  private void refuse(Location at, IllegalArgumentException e, String advice) {
    String message = String.valueOf(e.getMessage());
    problems.add(at, message.contains("; ") ? message : message + "; " + advice);
  }
}
