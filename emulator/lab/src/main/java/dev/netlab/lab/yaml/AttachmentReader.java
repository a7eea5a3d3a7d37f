package dev.netlab.lab.yaml;

import dev.netlab.lab.Attachment;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads what an interface is attached to. */
final class AttachmentReader {
  /** A placeholder if the file's words are wrong; a lab that contains it is never returned. */
  private static final Attachment UNREADABLE = new Attachment.Dummy();

  /** BR_MAX_FORWARD_DELAY (net/bridge/br_private_stp.h). */
  private static final int MAX_FORWARD_DELAY = 30;

  private final NameIndex outline;
  private final MappingReader section;
  private final Problems problems;

  AttachmentReader(NameIndex outline, MappingReader section) {
    this.outline = outline;
    this.section = section;
    this.problems = section.problems();
  }

  Attachment read(InterfaceRef self) {
    List<String> kinds = section.present().stream().filter(Keys.ATTACHMENTS::contains).toList();
    if (kinds.isEmpty()) {
      return named(self);
    }
    if (kinds.size() > 1) {
      problems.add(
          section.at(kinds.get(1)),
          "%s has both %s: and %s:; it can be one of them, remove the other"
              .formatted(section.what(), kinds.get(0), kinds.get(1)));
    }
    YamlNode value = section.value(kinds.getFirst()).orElseThrow();
    TunnelReader tunnels = new TunnelReader(section, problems);
    return switch (kinds.getFirst()) {
      case "network" -> section.text("network").map(this::network).orElse(UNREADABLE);
      case "peer" -> section.text("peer").map(text -> peer(self, text)).orElse(UNREADABLE);
      case "bridge" -> bridge(value);
      case "vxlan" -> tunnels.vxlan(value).orElse(UNREADABLE);
      case "geneve" -> tunnels.geneve(value).orElse(UNREADABLE);
      case "wireguard" -> new WireGuardReader(outline, section).read(self, value);
      case "tap" -> {
        new MappingReader(value, Keys.TAP, "tap", section.at("tap"), problems);
        yield new Attachment.Tap();
      }
      case "dummy" -> {
        new MappingReader(value, Keys.DUMMY, "dummy", section.at("dummy"), problems);
        yield new Attachment.Dummy();
      }
      default -> throw new IllegalStateException(kinds.getFirst());
    };
  }

  private Attachment named(InterfaceRef self) {
    List<NameIndex.Naming> namings = outline.namings(self);
    if (namings.isEmpty() && !section.isUnderstood()) {
      return UNREADABLE;
    }
    if (namings.isEmpty()) {
      problems.add(
          section.at(),
          "%s is attached to nothing; give it %s:, or write peer: %s at the other end of its veth"
              .formatted(section.what(), String.join(":, ", Keys.ATTACHMENTS), self));
      return UNREADABLE;
    }
    InterfaceRef by = namings.getFirst().by();
    return new Attachment.VethEnd(by.node(), by.interfaceName());
  }

  private Attachment network(YamlNode.Scalar text) {
    if (!outline.networks().contains(text.text())) {
      problems.add(
          text.at(),
          "there is no network '%s'; %s"
              .formatted(text.text(), Suggestion.among(text.text(), outline.networks())));
    }
    return new Attachment.NetworkPort(text.text());
  }

  private Attachment peer(InterfaceRef self, YamlNode.Scalar text) {
    Optional<InterfaceRef> peer = InterfaceRef.parse(text.text());
    if (peer.isEmpty()) {
      problems.add(
          text.at(), "'%s' is not a peer; write NODE:INTERFACE, as b:eth0".formatted(text.text()));
      return UNREADABLE;
    }
    InterfaceRef end = peer.orElseThrow();
    peerProblem(self, end, text).ifPresent(message -> problems.add(text.at(), message));
    return new Attachment.VethPeer(end.node(), end.interfaceName());
  }

  private Optional<String> peerProblem(InterfaceRef self, InterfaceRef peer, YamlNode.Scalar text) {
    if (!outline.nodes().contains(peer.node())) {
      return Optional.of(
          "there is no node '%s'; %s"
              .formatted(peer.node(), Suggestion.among(peer.node(), outline.nodes())));
    }
    Optional<String> wrongName = Names.wrongWithInterface(peer.interfaceName());
    if (wrongName.isPresent()) {
      return wrongName;
    }
    if (peer.equals(self)) {
      return Optional.of(self + " cannot be its own peer; name the other end");
    }
    NameIndex.Naming first = outline.namings(peer).getFirst();
    if (!first.text().equals(text)) {
      return Optional.of(
          "%s is the peer of %s already (line %d), and a veth has two ends; name another interface"
              .formatted(peer, first.by(), first.text().at().line()));
    }
    Optional<String> other =
        outline
            .keys(peer)
            .flatMap(keys -> keys.stream().filter(Keys.ATTACHMENTS::contains).findFirst());
    if (other.isPresent() && outline.namings(self).stream().anyMatch(n -> n.by().equals(peer))) {
      return self.toString().compareTo(peer.toString()) < 0
          ? Optional.empty()
          : Optional.of(
              "%s and %s name each other; remove peer: at one of them".formatted(self, peer));
    }
    return other.map(
        kind ->
            "%s cannot be a peer, it has %s: itself; remove one of the two, or name another interface"
                .formatted(peer, kind));
  }

  private Attachment bridge(YamlNode value) {
    MappingReader bridge =
        new MappingReader(value, Keys.BRIDGE, "bridge", section.at("bridge"), problems);
    OptionalInt ageing = bridge.number("ageing-time", 0, 1_000_000);
    return new Attachment.BridgeDevice(
        bridge.truth("stp"),
        bridge.truth("vlan-filtering"),
        ageing,
        bridge.truth("multicast-snooping"),
        forwardDelay(bridge),
        bridge.truth("nf-call-iptables"));
  }

  /** With the spanning tree, the kernel requires at least 2 s (BR_MIN_FORWARD_DELAY). */
  private OptionalInt forwardDelay(MappingReader bridge) {
    OptionalInt delay = bridge.number("forward-delay", 0, MAX_FORWARD_DELAY);
    if (delay.isPresent() && delay.getAsInt() == 1 && bridge.truth("stp").orElse(false)) {
      problems.add(
          bridge.at("forward-delay"),
          "with stp the kernel takes no delay of 1 s; write 0, or 2 to " + MAX_FORWARD_DELAY);
    }
    return delay;
  }
}
