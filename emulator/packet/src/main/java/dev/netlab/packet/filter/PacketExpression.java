package dev.netlab.packet.filter;

import dev.netlab.packet.EncapLevel;
import dev.netlab.packet.Packet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Describes a packet, outermost level first. A packet may have more levels after those written.
 *
 * <pre>{@code
 * expression = [ "..." "/" ] level { "/" level } ;        (* "..." skips any number of levels *)
 * level      = [ ether ] ( ip | arp ) | ether | tunnel ;  (* "ether A > B /" may stand apart *)
 * ether      = "ether" mac ">" mac [ "vlan" number ] ;
 * ip         = endpoint ">" endpoint [ protocol ] { term } ;
 * endpoint   = address [ ":" port ] | "[" address "]" [ ":" port ] ;
 * protocol   = "icmp" [ type ] | "icmp6" [ type ] | "udp" | "sctp" | "protocol" number
 *            | "tcp" [ "syn" | "syn-ack" | "ack" | "fin" | "rst" ] ;
 * type       = "echo-request" | "echo-reply" | "unreachable" | ... | "type-N" ;
 * arp        = "arp" ( "who-has" address [ "tell" address ] | address "is-at" mac ) ;
 * tunnel     = "geneve" { term } | "vxlan" { term }
 *            | "wireguard" [ "initiation" | "response" | "cookie" | "data" ] { term } ;
 * term       = "ttl" number | "tos" number | "df" | "ip-id" number | "ip-length" number
 *            | "fragment" number                          (* bytes before this fragment *)
 *            | "length" number                            (* as tcpdump's: ICMP message, UDP or TCP data *)
 *            | "checksum" number                          (* of UDP, TCP or ICMP, as in the frame *)
 *            | "id" number                                (* ICMP echo; GENEVE and VXLAN network *)
 *            | "seq" number | "ack" number | "win" number | "mtu" number
 *            | "code" code | "target" address             (* ICMP error; neighbor discovery *)
 *            | "counter" number | "receiver" number       (* WireGuard *)
 *            | "contains" text ;                          (* bytes after the level's headers *)
 * address    = value: a literal or a CIDR block ;
 * number     = value: decimal, 0x hexadecimal, or FIRST-LAST ;
 * value      = [ "!" ] ( "*" | "$" name | literal ) ;
 * text       = '"' characters '"' ;                       (* \" and \\ inside *)
 * }</pre>
 *
 * <p>Blanks separate words; {@code /} between levels is a word by itself. {@code $name} is bound to
 * the first value that it meets; after that it matches only this value.
 */
public final class PacketExpression {
  private final String text;
  private final boolean anyOuter;
  private final List<LevelPattern> levels;
  private final Map<String, Kind> variables;

  PacketExpression(
      String text, boolean anyOuter, List<LevelPattern> levels, Map<String, Kind> variables) {
    this.text = text;
    this.anyOuter = anyOuter;
    this.levels = List.copyOf(levels);
    this.variables = Map.copyOf(variables);
  }

  /**
   * Parses an expression.
   *
   * @throws PacketSyntaxException if a word is not allowed where it is; it names the word
   */
  public static PacketExpression parse(String text) {
    return new ExpressionParser(text).parse();
  }

  /**
   * The variables of the expression, without {@code $}, and the type of value that each stands for.
   */
  public Map<String, Kind> variables() {
    return variables;
  }

  /** Whether the packet matches, given the known variables. */
  public boolean matches(Bindings bindings, Packet packet) {
    return !match(bindings, packet).isEmpty();
  }

  /**
   * The bindings with which the packet matches: none if it does not match, several if {@code ...}
   * allows several of its levels to match.
   */
  public List<Bindings> match(Bindings bindings, Packet packet) {
    return starts(packet)
        .map(from -> match(bindings, packet, from))
        .flatMap(Optional::stream)
        .distinct()
        .toList();
  }

  /** Explains why the packet does not match; empty if it matches. */
  public Optional<Mismatch> explain(Bindings bindings, Packet packet) {
    if (matches(bindings, packet)) {
      return Optional.empty();
    }
    return starts(packet)
        .map(from -> new Mismatch(packet, differences(bindings, packet, from)))
        .min(Mismatch::compareTo);
  }

  private Stream<Integer> starts(Packet packet) {
    return anyOuter
        ? Stream.iterate(0, from -> from < Math.max(packet.levels().size(), 1), from -> from + 1)
        : Stream.of(0);
  }

  private Optional<Bindings> match(Bindings bindings, Packet packet, int from) {
    Optional<Bindings> found = Optional.of(bindings);
    if (packet.levels().size() < from + levels.size()) {
      return Optional.empty();
    }
    for (int i = 0; i < levels.size() && found.isPresent(); i++) {
      EncapLevel level = packet.levels().get(from + i);
      found = levels.get(i).match(packet, level, found.get());
    }
    return found;
  }

  private List<Difference> differences(Bindings bindings, Packet packet, int from) {
    List<Difference> differences = new ArrayList<>();
    EncapLevel nothing = new EncapLevel(List.of());
    Bindings known = bindings;
    for (int i = 0; i < levels.size(); i++) {
      boolean there = from + i < packet.levels().size();
      EncapLevel level = there ? packet.levels().get(from + i) : nothing;
      differences.addAll(levels.get(i).differences(packet, level, known));
      known = levels.get(i).match(packet, level, known).orElse(known);
    }
    return differences;
  }

  /** The text from which the expression was parsed. */
  @Override
  public String toString() {
    return text;
  }
}
