package dev.netlab.lab.yaml;

import dev.netlab.lab.Attachment;
import dev.netlab.lab.Backend;
import dev.netlab.lab.Located;
import dev.netlab.lab.Location;
import dev.netlab.lab.WireGuardKey;
import dev.netlab.lab.WireGuardPeer;
import dev.netlab.lab.WireGuardPeer.Identity;
import dev.netlab.netlink.rtnetlink.Prefix;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code wireguard}. */
final class WireGuardReader {
  private static final long MAX_MARK = 0xffff_ffffL;

  private final NameIndex outline;
  private final MappingReader owner;
  private final Problems problems;

  WireGuardReader(NameIndex outline, MappingReader owner) {
    this.outline = outline;
    this.owner = owner;
    this.problems = owner.problems();
  }

  Attachment read(InterfaceRef self, YamlNode value) {
    MappingReader tunnel =
        new MappingReader(
            value, Keys.WIREGUARD, "wireguard of " + owner.what(), owner.at("wireguard"), problems);
    List<WireGuardPeer> peers = new ArrayList<>();
    for (YamlNode item :
        tunnel.value("peers").map(y -> tunnel.values().list(y, "peers")).orElse(List.of())) {
      peer(self, item).ifPresent(peers::add);
    }
    rejectTwice(peers);
    return new Attachment.WireGuard(
        tunnel.number("listen-port", 1, 65535),
        tunnel.text("private-key").flatMap(this::key),
        (int) tunnel.number("fwmark", MAX_MARK).orElse(0),
        peers,
        tunnel
            .choice("backend", Map.of("kernel", Backend.KERNEL, "userspace", Backend.USERSPACE))
            .orElse(Backend.USERSPACE));
  }

  private Optional<WireGuardPeer> peer(InterfaceRef self, YamlNode item) {
    MappingReader peer = new MappingReader(item, Keys.WIREGUARD_PEER, "peer", item.at(), problems);
    Optional<Identity> node = peer.text("node").flatMap(text -> tunnel(self, text));
    Optional<Identity> key =
        peer.text("public-key").flatMap(this::key).map(Identity.PublicKey::new);
    boolean both = peer.present().contains("node") && peer.present().contains("public-key");
    boolean neither = !peer.present().contains("node") && !peer.present().contains("public-key");
    if (both || neither) {
      problems.add(
          both ? peer.at("public-key") : peer.at(),
          both
              ? "the peer's key is given twice; remove node: or public-key:"
              : "the peer has no key; add node: for one of this lab, or public-key:");
    }
    Optional<WireGuardKey> preshared = peer.text("preshared-key").flatMap(this::key);
    Optional<InetSocketAddress> endpoint = peer.text("endpoint").flatMap(this::endpoint);
    List<Located<Prefix>> allowed =
        new Iproute2Reader(outline, problems).prefixes(peer.texts("allowed-ips"));
    int keepalive = peer.number("persistent-keepalive", 0, 65535).orElse(0);
    return node.or(() -> key)
        .map(
            identity ->
                new WireGuardPeer(identity, preshared, endpoint, allowed, keepalive, item.at()));
  }

  private Optional<Identity> tunnel(InterfaceRef self, YamlNode.Scalar text) {
    Optional<InterfaceRef> full = InterfaceRef.parse(text.text());
    String node = full.map(InterfaceRef::node).orElse(text.text());
    List<String> tunnels = outline.tunnels(node);
    Optional<String> wrong = Optional.empty();
    if (!outline.nodes().contains(node)) {
      wrong =
          Optional.of(
              "there is no node '%s'; %s".formatted(node, Suggestion.among(node, outline.nodes())));
    } else if (tunnels.isEmpty()) {
      wrong = Optional.of("node '%s' has no wireguard: interface; add one there".formatted(node));
    } else if (full.isPresent() && !tunnels.contains(full.orElseThrow().interfaceName())) {
      String name = full.orElseThrow().interfaceName();
      wrong =
          Optional.of(
              "node '%s' has no tunnel '%s'; %s"
                  .formatted(node, name, Suggestion.among(name, tunnels)));
    } else if (full.isEmpty() && tunnels.size() > 1) {
      wrong =
          Optional.of(
              "node '%s' has several tunnels; write %s:%s or another of %s"
                  .formatted(node, node, tunnels.getFirst(), String.join(", ", tunnels)));
    }
    InterfaceRef peer =
        full.orElse(new InterfaceRef(node, tunnels.isEmpty() ? "" : tunnels.getFirst()));
    if (wrong.isEmpty() && peer.equals(self)) {
      wrong = Optional.of(self + " cannot be its own peer; name the other tunnel's node");
    }
    wrong.ifPresent(message -> problems.add(text.at(), message));
    return wrong.isPresent()
        ? Optional.empty()
        : Optional.of(new Identity.Tunnel(peer.node(), peer.interfaceName()));
  }

  private Optional<WireGuardKey> key(YamlNode.Scalar text) {
    Optional<WireGuardKey> key = WireGuardKey.parse(text.text());
    if (key.isEmpty()) {
      problems.add(
          text.at(),
          "this is not a WireGuard key; write the 44 characters that wg genkey or wg pubkey"
              + " prints");
    }
    return key;
  }

  private Optional<InetSocketAddress> endpoint(YamlNode.Scalar text) {
    Optional<InetSocketAddress> endpoint = Addresses.parseEndpoint(text.text());
    if (endpoint.isEmpty()) {
      problems.add(
          text.at(),
          "'%s' is not an endpoint; write 192.0.2.1:51820 or \"[2001:db8::1]:51820\""
              .formatted(text.text()));
    }
    return endpoint;
  }

  /** The kernel would move a prefix away from the peer that had it first (cryptokey routing). */
  private void rejectTwice(List<WireGuardPeer> peers) {
    Map<Prefix, Location> first = new HashMap<>();
    Map<Identity, Location> identities = new HashMap<>();
    for (WireGuardPeer peer : peers) {
      Location same = identities.putIfAbsent(peer.identity(), peer.at());
      if (same != null) {
        problems.add(
            peer.at(),
            "this peer is there already at line %d; join the two".formatted(same.line()));
      }
      for (Located<Prefix> prefix : peer.allowedIps()) {
        Location before = first.putIfAbsent(prefix.value(), prefix.at());
        if (before != null) {
          problems.add(
              prefix.at(),
              "%s is in allowed-ips already at line %d, and only one peer can have it; remove one"
                  .formatted(prefix.value().cidr(), before.line()));
        }
      }
    }
  }
}
