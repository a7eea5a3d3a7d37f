package dev.netlab.lab.yaml;

import dev.netlab.ip.IpAddress;
import dev.netlab.lab.Located;
import dev.netlab.lab.Written;
import dev.netlab.netlink.rtnetlink.Address;
import dev.netlab.netlink.rtnetlink.FdbEntry;
import dev.netlab.netlink.rtnetlink.Neighbour;
import dev.netlab.netlink.rtnetlink.NextHop;
import dev.netlab.netlink.rtnetlink.Prefix;
import dev.netlab.netlink.rtnetlink.Route;
import dev.netlab.netlink.rtnetlink.Rule;
import dev.netlab.netlink.rtnetlink.SyntaxException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads values in the syntax of {@code ip} and {@code bridge}. They are parsed only here; the
 * original words are kept with each value.
 */
final class Iproute2Reader {
  /** A complete command line, of which only the end belongs here. */
  private static final Pattern COMMAND =
      Pattern.compile(
          "((ip|bridge)\\s+(\\S+\\s+)*?)?(add|append|replace|change|prepend|del|delete)(\\s+|$)");

  private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");
  private static final int USUAL_IPV4 = 24;
  private static final int USUAL_IPV6 = 64;

  private final NameIndex outline;
  private final Problems problems;

  Iproute2Reader(NameIndex outline, Problems problems) {
    this.outline = outline;
    this.problems = problems;
  }

  /** Addresses of an interface, whose name is not repeated. */
  List<Written<Address>> addresses(List<YamlNode.Scalar> texts) {
    return written(texts, this::address);
  }

  Optional<Written<Address>> address(Tokens.Piece text) {
    Optional<Address> address = parse(text, "ip address add", Address::parse);
    address.flatMap(a -> wrong(a, text.text())).ifPresent(wrong -> problems.add(text.at(), wrong));
    address
        .filter(a -> !a.dev().isEmpty())
        .ifPresent(
            a ->
                problems.add(
                    text.at(Math.max(0, text.text().indexOf("dev "))),
                    "the address is the interface's that it is written at; remove dev " + a.dev()));
    return written(address, text);
  }

  private Optional<String> wrong(Address address, String text) {
    InetAddress local = address.local();
    if (!text.contains("/") && address.peer() == null) {
      return Optional.of(
          "%1$s has no prefix length; write %1$s/%2$d if its network is on this link, or %1$s/%3$d if it is alone"
              .formatted(
                  IpAddress.of(local),
                  outline
                      .lengthNear(local)
                      .orElse(local instanceof Inet6Address ? USUAL_IPV6 : USUAL_IPV4),
                  address.length()));
    }
    boolean none =
        local instanceof Inet6Address
            && (local.isMulticastAddress()
                || local.isAnyLocalAddress()
                || local.isLoopbackAddress());
    return none
        ? Optional.of(
            "no interface of the lab can have the address %s; write one such as 2001:db8::1/64"
                .formatted(IpAddress.of(local)))
        : Optional.empty();
  }

  List<Written<Route>> routes(String node, List<YamlNode.Scalar> texts) {
    return written(texts, text -> route(node, text));
  }

  Optional<Written<Route>> route(String node, Tokens.Piece text) {
    Optional<Route> route = parse(text, "ip route add", Route::parse);
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
    return written(route, text);
  }

  List<Written<Rule>> rules(String node, List<YamlNode.Scalar> texts) {
    return written(texts, text -> rule(node, text));
  }

  Optional<Written<Rule>> rule(String node, Tokens.Piece text) {
    Optional<Rule> rule = parse(text, "ip rule add", Rule::parse);
    rule.ifPresent(
        r -> {
          device(node, r.iif(), text);
          device(node, r.oif(), text);
        });
    return written(rule, text);
  }

  List<Written<Neighbour>> neighbours(String node, List<YamlNode.Scalar> texts) {
    return written(texts, text -> neighbour(node, text));
  }

  Optional<Written<Neighbour>> neighbour(String node, Tokens.Piece text) {
    Optional<Neighbour> neighbour = parse(text, "ip neigh add", Neighbour::parse);
    neighbour.ifPresent(n -> requiredDevice(node, n.dev(), text));
    return written(neighbour, text);
  }

  List<Written<FdbEntry>> fdb(String node, List<YamlNode.Scalar> texts) {
    return written(texts, text -> fdbEntry(node, text));
  }

  Optional<Written<FdbEntry>> fdbEntry(String node, Tokens.Piece text) {
    Optional<FdbEntry> entry = parse(text, "bridge fdb add", FdbEntry::parse);
    entry.ifPresent(e -> requiredDevice(node, e.dev(), text));
    return written(entry, text);
  }

  List<Located<Prefix>> prefixes(List<YamlNode.Scalar> texts) {
    List<Located<Prefix>> prefixes = new ArrayList<>();
    for (YamlNode.Scalar scalar : texts) {
      Tokens.Piece text = new Tokens(scalar).rest();
      Optional<Prefix> prefix = prefix(text);
      prefix
          .filter(p -> !p.isNetwork())
          .ifPresent(
              p ->
                  problems.add(
                      text.at(),
                      "%s has bits set behind its prefix length; write the network's first address or a longer prefix"
                          .formatted(p)));
      prefix.ifPresent(p -> prefixes.add(new Located<>(p, scalar.at())));
    }
    return prefixes;
  }

  private void requiredDevice(String node, String dev, Tokens.Piece text) {
    if (dev.isEmpty()) {
      problems.add(text.at(), "the device is missing; add dev and an interface of the node");
    }
    device(node, dev, text);
  }

  /** Rejects the name of an interface that the node does not have. */
  void device(String node, String dev, Tokens.Piece text) {
    Set<String> known = outline.interfaces(node);
    if (!dev.isEmpty() && !dev.equals("lo") && !known.contains(dev)) {
      problems.add(
          text.at(Math.max(0, (" " + text.text() + " ").indexOf(" " + dev + " "))),
          "node '%s' has no interface '%s'; %s".formatted(node, dev, Suggestion.among(dev, known)));
    }
  }

  private static <T> List<Written<T>> written(
      List<YamlNode.Scalar> texts, Function<Tokens.Piece, Optional<Written<T>>> read) {
    return texts.stream().flatMap(text -> read.apply(new Tokens(text).rest()).stream()).toList();
  }

  private static <T> Optional<Written<T>> written(Optional<T> value, Tokens.Piece text) {
    return value.map(v -> new Written<>(v, text.text(), text.scalar().at()));
  }

  private Optional<Prefix> prefix(Tokens.Piece text) {
    try {
      return Optional.of(Prefix.parse(text.text()));
    } catch (IllegalArgumentException e) {
      reject(text, 0, e, "write one such as 10.0.0.0/8");
      return Optional.empty();
    }
  }

  /** Reads the arguments of a command. */
  private <T> Optional<T> parse(Tokens.Piece text, String command, Function<String, T> parse) {
    Matcher itself = COMMAND.matcher(text.text());
    if (itself.lookingAt()) {
      problems.add(
          text.at(),
          "'%s' is the command; write only what follows %s: %s"
              .formatted(itself.group().strip(), command, text.text().substring(itself.end())));
      return Optional.empty();
    }
    try {
      return Optional.of(parse.apply(text.text()));
    } catch (SyntaxException e) {
      reject(text, e.offset(), e, "write what follows " + command);
    } catch (IllegalArgumentException e) {
      reject(text, 0, e, "write what follows " + command);
    }
    return Optional.empty();
  }

  private void reject(Tokens.Piece text, int offset, IllegalArgumentException e, String advice) {
    String message = String.valueOf(e.getMessage());
    if (text.text().contains(",")) {
      // The arguments of these commands never contain a comma.
      problems.add(
          text.at(Math.max(0, text.text().indexOf(','))),
          "a comma has no meaning here; write a YAML list: [%s]"
              .formatted(
                  COMMA
                      .splitAsStream(text.text())
                      .map(part -> part.contains(":") ? "\"" + part + "\"" : part)
                      .collect(Collectors.joining(", "))));
      return;
    }
    problems.add(text.at(offset), message.contains("; ") ? message : message + "; " + advice);
  }
}
