package dev.netlab.packet.filter;

import dev.netlab.packet.ProtocolNames;
import dev.netlab.packet.filter.LevelPattern.Requirement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads the words of one level. */
final class LevelParser {
  private static final List<String> PROTOCOLS =
      List.of("icmp", "icmp6", "udp", "tcp", "sctp", "protocol");
  private static final List<String> FLAGS = List.of("syn", "syn-ack", "ack", "fin", "rst");
  private static final List<String> MESSAGES = List.of("initiation", "response", "cookie", "data");

  private final List<Word> words;
  private final int end;
  private final ValueParser values;
  private final List<Requirement> demands = new ArrayList<>();
  private final List<String> contents = new ArrayList<>();
  private Terms terms = Terms.LINK;
  private int at;

  /**
   * @param words at least one
   * @param end the length of the whole expression, where a missing word is reported
   */
  LevelParser(List<Word> words, int end, ValueParser values) {
    this.words = words;
    this.end = end;
    this.values = values;
  }

  LevelPattern parse() {
    Word first = words.getFirst();
    switch (first.text()) {
      case "..." -> throw first.error("... can only be the first level", "remove it");
      case "geneve", "vxlan", "wireguard" -> tunnel();
      case "ether" -> {
        ether();
        if (at < words.size()) {
          network();
        }
      }
      default -> network();
    }
    while (at < words.size()) {
      term();
    }
    return new LevelPattern(demands, contents);
  }

  /** Whether the level consisted of Ethernet only. */
  boolean isLinkOnly() {
    return terms == Terms.LINK;
  }

  /** Whether the level was IP or ARP without a preceding Ethernet part. */
  boolean isNetwork() {
    return !words.getFirst().is("ether") && terms.isNetwork();
  }

  private void tunnel() {
    Word kind = next("");
    terms = kind.is("wireguard") ? Terms.WIREGUARD : Terms.VIRTUAL_NETWORK;
    require(Field.TUNNEL, kind.text());
    if (terms == Terms.WIREGUARD && peek(MESSAGES)) {
      require(Field.MESSAGE, next("").text());
    }
  }

  private void ether() {
    next("");
    value(Field.ETHER_SOURCE, "the source's Ethernet address");
    expect(">");
    value(Field.ETHER_DESTINATION, "the destination's Ethernet address");
    if (peek(List.of("vlan"))) {
      next("");
      value(Field.VLAN, "a VLAN identifier");
    }
  }

  private void network() {
    if (words.get(at).is("arp")) {
      arp();
      return;
    }
    endpoint(Field.SOURCE, Field.SOURCE_PORT);
    expect(">");
    endpoint(Field.DESTINATION, Field.DESTINATION_PORT);
    terms = Terms.IP;
    if (peek(PROTOCOLS)) {
      protocol();
    }
  }

  private void arp() {
    next("");
    terms = Terms.ARP;
    if (peek(List.of("who-has"))) {
      require(Field.ARP, next("").text());
      value(Field.ARP_TARGET, "the address asked for");
      if (peek(List.of("tell"))) {
        next("");
        value(Field.ARP_SENDER, "the asker's address");
      }
    } else if (at < words.size()) {
      value(Field.ARP_SENDER, "who-has, or the answerer's address");
      expect("is-at");
      require(Field.ARP, "is-at");
      value(Field.ARP_MAC, "an Ethernet address");
    } else {
      throw new PacketSyntaxException(
          "", end, "arp alone says too little", "write arp who-has A tell B or arp A is-at MAC");
    }
  }

  private void endpoint(Field address, Field port) {
    Word word = next("an address");
    String text = word.text();
    int colon = portColon(text);
    String host = colon < 0 ? text : text.substring(0, colon);
    int skip = host.startsWith("[") ? 1 : 0;
    String bare = host.replace("[", "").replace("]", "");
    demands.add(
        new Requirement(
            address,
            values.parse(address.kind(), new Word(bare, word.offset() + skip, word.quoted()))));
    if (colon >= 0) {
      Word number = new Word(text.substring(colon + 1), word.offset() + colon + 1, false);
      demands.add(new Requirement(port, values.parse(port.kind(), number)));
    }
  }

  /**
   * The position of the colon before a port; -1 if the word has no port, as in a bare IPv6 address.
   */
  private static int portColon(String text) {
    int bracket = text.indexOf(']');
    if (bracket >= 0) {
      return text.indexOf(':', bracket);
    }
    int colon = text.indexOf(':');
    return colon == text.lastIndexOf(':') ? colon : -1;
  }

  private void protocol() {
    Word protocol = next("");
    switch (protocol.text()) {
      case "protocol" -> value(Field.PROTOCOL, "the number of an IP protocol");
      case "icmp" -> {
        require(Field.PROTOCOL, "icmp");
        terms = Terms.ICMP;
        type(StreamSupport.stream(ProtocolNames.icmpTypes().spliterator(), false));
      }
      case "icmp6" -> {
        require(Field.PROTOCOL, "icmp6");
        terms = Terms.ICMPV6;
        type(StreamSupport.stream(ProtocolNames.icmpv6Types().spliterator(), false));
      }
      case "tcp" -> {
        require(Field.PROTOCOL, "tcp");
        terms = Terms.TCP;
        if (peek(FLAGS)) {
          require(Field.FLAGS, next("").text());
        }
      }
      default -> {
        require(Field.PROTOCOL, protocol.text());
        terms = Terms.UDP;
      }
    }
  }

  private void type(Stream<String> known) {
    List<String> types = known.sorted().toList();
    if (at < words.size() && !terms.knows(words.get(at).text())) {
      Word word = next("");
      if (!types.contains(word.text()) && !word.text().matches("type-[0-9]{1,3}")) {
        List<String> could = Stream.concat(types.stream(), terms.words().stream()).toList();
        throw word.error(
            "'" + word.text() + "' is not a type of message or a term of " + terms,
            Suggestion.among(word.text(), could));
      }
      require(Field.ICMP_TYPE, word.text());
    }
  }

  private void term() {
    Word word = next("");
    if (word.quoted() || !terms.knows(word.text())) {
      List<String> could =
          terms == Terms.IP
              ? Stream.concat(PROTOCOLS.stream(), terms.words().stream()).toList()
              : terms.words();
      throw word.error(
          "'" + word.text() + "' is not a term of " + terms, Suggestion.among(word.text(), could));
    }
    if (word.is("contains")) {
      contents.add(next("a quoted text").text());
    } else if (word.is("df")) {
      require(Field.DF, "set");
    } else {
      Field field = terms.field(word.text());
      if (field == Field.CODE) {
        code();
      } else {
        value(field, field.kind().description());
      }
    }
  }

  private void code() {
    Word word = next("a code");
    boolean known =
        ProtocolNames.isCode(word.text()) || word.text().matches("[0-9]{1,3}|[*]|[!]?\\$.*");
    if (!known) {
      throw word.error(
          "'" + word.text() + "' is not a code", "write its number, or net, host, port");
    }
    demands.add(new Requirement(Field.CODE, values.parse(Kind.WORD, word)));
  }

  private void value(Field field, String what) {
    demands.add(new Requirement(field, values.parse(field.kind(), next(what))));
  }

  private void require(Field field, String literal) {
    demands.add(new Requirement(field, new ValuePattern.Literal(literal)));
  }

  private boolean peek(List<String> expected) {
    return at < words.size() && !words.get(at).quoted() && expected.contains(words.get(at).text());
  }

  private void expect(String literal) {
    Word word = next("'" + literal + "'");
    if (!word.is(literal)) {
      throw word.error(
          "'" + word.text() + "' stands where " + literal + " is expected", "write " + literal);
    }
  }

  private Word next(String what) {
    if (at == words.size()) {
      Word last = words.getLast();
      throw new PacketSyntaxException(
          last.text(), last.offset(), what + " is missing behind '" + last.text() + "'", "add it");
    }
    return words.get(at++);
  }
}
