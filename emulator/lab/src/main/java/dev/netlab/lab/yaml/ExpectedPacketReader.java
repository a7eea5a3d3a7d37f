package dev.netlab.lab.yaml;

import dev.netlab.lab.CapturePoint;
import dev.netlab.lab.ContainerName;
import dev.netlab.lab.ExecTarget;
import dev.netlab.lab.ExpectedPacket;
import dev.netlab.lab.Way;
import dev.netlab.packet.filter.PacketExpression;
import dev.netlab.packet.filter.PacketSyntaxException;
import java.util.Optional;
import java.util.Set;

/** Reads capture points and packets: {@code NODE:INTERFACE in|out PACKET}. */
final class ExpectedPacketReader {
  private final NameIndex outline;
  private final Problems problems;
  private final Variables variables;

  ExpectedPacketReader(NameIndex outline, Problems problems, Variables variables) {
    this.outline = outline;
    this.problems = problems;
    this.variables = variables;
  }

  /** The node that the next word names. */
  Optional<String> node(Tokens words) {
    Optional<Tokens.Piece> word = words.take();
    if (word.isEmpty()) {
      problems.add(words.rest().at(), "a node is missing; begin with its name");
      return Optional.empty();
    }
    return node(word.orElseThrow());
  }

  /** The node that a scalar names. */
  Optional<String> node(YamlNode.Scalar text) {
    return node(new Tokens.Piece(text.text(), 0, text));
  }

  /** The node that a word names. */
  Optional<String> node(Tokens.Piece word) {
    if (outline.nodes().contains(word.text())) {
      return Optional.of(word.text());
    }
    problems.add(
        word.at(),
        "there is no node '%s'; %s"
            .formatted(word.text(), Suggestion.among(word.text(), outline.nodes())));
    return Optional.empty();
  }

  /**
   * The node, or the container of a node, that a scalar names: {@code NODE} or {@code
   * NODE/CONTAINER}.
   */
  Optional<ExecTarget> place(YamlNode.Scalar text) {
    ExecTarget place = ExecTarget.parse(text.text());
    return node(new Tokens.Piece(place.node(), 0, text))
        .filter(node -> place.container().isEmpty() || container(place, text).isPresent())
        .map(_ -> place);
  }

  /** The container that a scalar names: {@code NODE/CONTAINER}. */
  Optional<ContainerName> container(YamlNode.Scalar text) {
    ExecTarget place = ExecTarget.parse(text.text());
    if (place.container().isEmpty()) {
      problems.add(
          text.at(), "'%s' is not a container; write NODE/CONTAINER".formatted(text.text()));
      return Optional.empty();
    }
    return node(new Tokens.Piece(place.node(), 0, text)).flatMap(_ -> container(place, text));
  }

  private Optional<ContainerName> container(ExecTarget place, YamlNode.Scalar text) {
    String name = place.container().orElseThrow();
    Set<String> known = outline.containers(place.node());
    if (known.contains(name)) {
      return Optional.of(new ContainerName(place.node(), name));
    }
    problems.add(
        text.at(place.node().length() + 1),
        "node '%s' has no container '%s'; %s"
            .formatted(place.node(), name, Suggestion.among(name, known)));
    return Optional.empty();
  }

  /** The interface that the next word names as {@code NODE:INTERFACE}. */
  Optional<InterfaceRef> end(Tokens words) {
    Tokens.Piece word = words.take().orElseGet(words::rest);
    Optional<InterfaceRef> end = InterfaceRef.parse(word.text());
    if (end.isEmpty()) {
      problems.add(
          word.at(),
          "'%s' is not a place; write NODE:INTERFACE, as %s"
              .formatted(word.text(), example(word.text())));
      return Optional.empty();
    }
    String name = end.orElseThrow().interfaceName();
    Optional<String> node =
        node(new Tokens.Piece(end.orElseThrow().node(), word.offset(), word.scalar()));
    if (node.isEmpty()) {
      return Optional.empty();
    }
    Set<String> known = outline.interfaces(node.orElseThrow());
    if (!known.contains(name) && !name.equals("lo")) {
      problems.add(
          word.at(node.orElseThrow().length() + 1),
          "node '%s' has no interface '%s'; %s"
              .formatted(node.orElseThrow(), name, Suggestion.among(name, known)));
      return Optional.empty();
    }
    return end;
  }

  private String example(String node) {
    return outline.interfaces(node).stream().findFirst().map(i -> node + ":" + i).orElse("a:eth0");
  }

  /** {@code NODE:INTERFACE [in|out]}. */
  Optional<CapturePoint> point(Tokens words) {
    Optional<InterfaceRef> end = end(words);
    Optional<Way> way =
        words.takeIf("in")
            ? Optional.of(Way.IN)
            : words.takeIf("out") ? Optional.of(Way.OUT) : Optional.empty();
    return end.map(e -> new CapturePoint(e.node(), e.interfaceName(), way));
  }

  /** A point with nothing after it. */
  Optional<CapturePoint> onlyPoint(YamlNode.Scalar text) {
    Tokens words = new Tokens(text);
    Optional<CapturePoint> point = point(words);
    words
        .peek()
        .ifPresent(
            word ->
                problems.add(
                    word.at(),
                    "'%s' does not belong here; write NODE:INTERFACE, then in or out"
                        .formatted(word.text())));
    return point;
  }

  /** A point and a packet. */
  Optional<ExpectedPacket> sighting(YamlNode.Scalar text) {
    Tokens words = new Tokens(text);
    Optional<CapturePoint> point = point(words);
    Optional<PacketExpression> packet = packet(words.rest());
    return point.flatMap(
        p -> packet.map(expression -> new ExpectedPacket(p, expression, text.at())));
  }

  /** A point with its direction, and a packet. */
  Optional<ExpectedPacket> sightingOneWay(YamlNode.Scalar text) {
    Optional<ExpectedPacket> sighting = sighting(text);
    if (sighting.isPresent() && sighting.orElseThrow().point().way().isEmpty()) {
      Tokens words = new Tokens(text);
      words.take();
      problems.add(
          words.peek().orElseGet(words::rest).at(),
          "in or out is missing; write it before the packet");
      return Optional.empty();
    }
    return sighting;
  }

  /** A packet with nothing after it. */
  Optional<PacketExpression> packet(YamlNode.Scalar text) {
    return packet(new Tokens(text).rest());
  }

  Optional<PacketExpression> packet(Tokens.Piece text) {
    variables.note(text);
    try {
      return Optional.of(PacketExpression.parse(text.text()));
    } catch (PacketSyntaxException e) {
      problems.add(text.at(e.offset()), String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }
}
