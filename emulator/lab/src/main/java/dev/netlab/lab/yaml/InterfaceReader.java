package dev.netlab.lab.yaml;

import dev.netlab.ip.MacAddress;
import dev.netlab.lab.Attachment;
import dev.netlab.lab.BridgePort;
import dev.netlab.lab.Interface;
import dev.netlab.lab.Location;
import dev.netlab.netlink.rtnetlink.Netem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads an entry of a node's {@code interfaces}. */
final class InterfaceReader {
  /**
   * The kernel's minimum for Ethernet devices (ETH_MIN_MTU, linux/if_ether.h), and the maximum of
   * IPv4.
   */
  private static final int MIN_MTU = 68;

  private static final int MAX_MTU = 65535;

  /** TUN_MAX_MTU (65535) minus the Ethernet header (drivers/net/tun.c). */
  private static final int MAX_MTU_TAP = 65521;

  /** IP_MAX_MTU minus the headers of GENEVE and Ethernet (drivers/net/geneve.c). */
  private static final int MAX_MTU_GENEVE = 65505;

  /** Index 1 is the loopback interface in every namespace. */
  private static final int FIRST_INDEX = 2;

  /** IFALIASZ (linux/if.h) minus the terminating zero. */
  private static final int ALIAS_LENGTH = 255;

  private final NameIndex outline;
  private final Problems problems;

  InterfaceReader(NameIndex outline, Problems problems) {
    this.outline = outline;
    this.problems = problems;
  }

  /** The MTU of an interface or network. */
  static OptionalInt mtu(MappingReader section) {
    return section.number("mtu", MIN_MTU, MAX_MTU);
  }

  Interface read(String node, YamlNode.Entry entry) {
    String name = entry.key().text();
    Location at = entry.key().at();
    Names.wrongWithInterface(name).ifPresent(wrong -> problems.add(at, wrong));
    MappingReader section =
        new MappingReader(entry.value(), Keys.INTERFACE, "interface '" + name + "'", at, problems);
    Attachment attachment =
        new AttachmentReader(outline, section).read(new InterfaceRef(node, name));
    Optional<String> master =
        section.text("master").map(text -> master(node, name, text, attachment));
    Optional<BridgePort> port = section.value("port").map(yaml -> port(yaml, section));
    if (port.isPresent() && master.isEmpty()) {
      problems.add(
          section.at("port"),
          section.what() + " is not a port of a bridge; add master: or remove port:");
    }
    return new Interface(
        name,
        attachment,
        section.number("index", FIRST_INDEX, Integer.MAX_VALUE),
        new Iproute2Reader(outline, problems).addresses(section.texts("address")),
        section.text("mac").flatMap(text -> mac(text, name, attachment)),
        section.number("mtu", MIN_MTU, mostMtu(section, attachment)),
        alias(section),
        master,
        port,
        section.value("impair").map(yaml -> impair(yaml, section, attachment)),
        section.truth("proxy-arp").orElse(false),
        section.truth("up").orElse(true),
        at);
  }

  /** The end of a veth that only the other end names. */
  static Interface unlisted(NameIndex.Naming naming, String name) {
    return new Interface(
        name,
        new Attachment.VethEnd(naming.by().node(), naming.by().interfaceName()),
        OptionalInt.empty(),
        List.of(),
        Optional.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        true,
        naming.text().at());
  }

  private String master(String node, String name, YamlNode.Scalar text, Attachment attachment) {
    String master = text.text();
    switch (attachment) {
      case Attachment.BridgeDevice _ ->
          problems.add(
              text.at(),
              "'%s' is a bridge, and no bridge can be a port of one; join the two by peer: and a port at each"
                  .formatted(name));
      case Attachment.WireGuard _ ->
          problems.add(
              text.at(),
              "'%s' is a WireGuard tunnel, which carries no Ethernet, so it cannot be a port; remove master:"
                  .formatted(name));
      case Attachment.NetworkPort _,
          Attachment.VethPeer _,
          Attachment.VethEnd _,
          Attachment.Vxlan _,
          Attachment.Geneve _,
          Attachment.Tap _,
          Attachment.Dummy _ -> {}
    }
    Optional<java.util.Set<String>> keys = outline.keys(new InterfaceRef(node, master));
    if (keys.isEmpty()) {
      problems.add(
          text.at(),
          "node '%s' has no bridge '%s'; %s"
              .formatted(node, master, Suggestion.among(master, bridges(node))));
    } else if (!keys.orElseThrow().contains("bridge")) {
      problems.add(
          text.at(),
          "'%s' is not a bridge, so '%s' cannot be its port; name an interface that has bridge:"
              .formatted(master, name));
    }
    return master;
  }

  private List<String> bridges(String node) {
    return outline.interfaces(node).stream()
        .filter(
            i ->
                outline
                    .keys(new InterfaceRef(node, i))
                    .filter(k -> k.contains("bridge"))
                    .isPresent())
        .toList();
  }

  /**
   * The maximum that the kernel allows for such a device, whether the kernel's or netlab's is used.
   */
  private int mostMtu(MappingReader section, Attachment attachment) {
    return switch (attachment) {
      case Attachment.Tap _ -> MAX_MTU_TAP;
      case Attachment.Geneve _ -> MAX_MTU_GENEVE;
      case Attachment.NetworkPort _ -> section.present().contains("impair") ? MAX_MTU_TAP : MAX_MTU;
      case Attachment.VethPeer(String node, String other) ->
          mostMtu(section, new InterfaceRef(node, other));
      case Attachment.VethEnd(String node, String other) ->
          mostMtu(section, new InterfaceRef(node, other));
      case Attachment.BridgeDevice _,
          Attachment.Vxlan _,
          Attachment.WireGuard _,
          Attachment.Dummy _ ->
          MAX_MTU;
    };
  }

  /** An impaired link may be emulated by netlab; then its ends are TAPs. */
  private int mostMtu(MappingReader section, InterfaceRef other) {
    boolean impaired =
        section.present().contains("impair")
            || outline.keys(other).filter(keys -> keys.contains("impair")).isPresent();
    return impaired ? MAX_MTU_TAP : MAX_MTU;
  }

  private Optional<MacAddress> mac(YamlNode.Scalar text, String name, Attachment attachment) {
    Optional<MacAddress> mac = mac(text.text());
    if (attachment instanceof Attachment.WireGuard) {
      problems.add(
          text.at(),
          "'%s' is a WireGuard tunnel and has no MAC address; remove mac:".formatted(name));
    } else if (mac.isEmpty()) {
      problems.add(
          text.at(),
          "'%s' is not a MAC address; write six pairs like 0a:58:0a:80:02:01"
              .formatted(text.text()));
    } else if (mac.orElseThrow().isMulticast()) {
      problems.add(
          text.at(),
          "%s is a multicast MAC address, which no interface can have; make the first byte even"
              .formatted(text.text()));
    } else if (mac.orElseThrow().bits() == 0) {
      problems.add(text.at(), "no interface can have an all-zero MAC address; change a byte");
    }
    return mac;
  }

  private Optional<String> alias(MappingReader section) {
    Optional<YamlNode.Scalar> alias = section.text("alias");
    alias
        .filter(text -> bytes(text) > ALIAS_LENGTH)
        .ifPresent(
            text ->
                problems.add(
                    text.at(),
                    "alias has %d bytes, the kernel allows %d; shorten it"
                        .formatted(bytes(text), ALIAS_LENGTH)));
    return alias.map(YamlNode.Scalar::text);
  }

  private static int bytes(YamlNode.Scalar text) {
    return text.text().getBytes(StandardCharsets.UTF_8).length;
  }

  private BridgePort port(YamlNode yaml, MappingReader owner) {
    MappingReader port =
        new MappingReader(
            yaml, Keys.BRIDGE_PORT, "port of " + owner.what(), owner.at("port"), problems);
    return new BridgePort(
        port.truth("learning"),
        port.truth("flood"),
        port.truth("multicast-flood"),
        port.truth("broadcast-flood"),
        port.truth("hairpin"),
        port.truth("isolated"),
        port.truth("neigh-suppress"));
  }

  private Netem impair(YamlNode yaml, MappingReader owner, Attachment attachment) {
    switch (attachment) {
      case Attachment.NetworkPort _, Attachment.VethPeer _, Attachment.VethEnd _ -> {}
      case Attachment.BridgeDevice _,
          Attachment.Vxlan _,
          Attachment.Geneve _,
          Attachment.WireGuard _,
          Attachment.Tap _,
          Attachment.Dummy _ ->
          problems.add(
              owner.at("impair"),
              owner.what()
                  + " is not a link that can be impaired; write impair: at the network: or peer:"
                  + " interface that its packets leave by");
    }
    return new ImpairReader(problems).read(yaml, owner);
  }

  private static Optional<MacAddress> mac(String text) {
    try {
      return Optional.of(MacAddress.parse(text));
    } catch (IllegalArgumentException notOne) {
      return Optional.empty();
    }
  }
}
