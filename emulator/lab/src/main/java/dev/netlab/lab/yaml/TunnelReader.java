package dev.netlab.lab.yaml;

import dev.netlab.lab.Attachment;
import dev.netlab.lab.Backend;
import dev.netlab.netlink.rtnetlink.DontFragment;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Reads {@code vxlan} and {@code geneve}. */
final class TunnelReader {
  /** A VNI has 24 bits (RFC 7348 section 5, RFC 8926 section 3.3). */
  private static final int MAX_VNI = (1 << 24) - 1;

  /** Assigned by IANA. */
  private static final int VXLAN_PORT = 4789;

  private static final int GENEVE_PORT = 6081;

  private final MappingReader owner;
  private final Problems problems;

  TunnelReader(MappingReader owner, Problems problems) {
    this.owner = owner;
    this.problems = problems;
  }

  Optional<Attachment> vxlan(YamlNode value) {
    MappingReader tunnel =
        new MappingReader(
            value, Keys.VXLAN, "vxlan of " + owner.what(), owner.at("vxlan"), problems);
    OptionalInt id = id(tunnel);
    Optional<InetAddress> local = tunnel.address("local");
    Optional<InetAddress> remote = tunnel.address("remote");
    if (local.isPresent()
        && remote.isPresent()
        && !local.orElseThrow().getClass().equals(remote.orElseThrow().getClass())) {
      problems.add(
          tunnel.at("local"),
          "local and remote are of different families; use IPv4 or IPv6 in both");
    }
    local
        .filter(InetAddress::isMulticastAddress)
        .ifPresent(_ -> reject(tunnel, "local", "an address of the node's own"));
    remote
        .filter(InetAddress::isMulticastAddress)
        .ifPresent(
            _ ->
                reject(
                    tunnel,
                    "remote",
                    "one station's address, and fdb: entries of 00:00:00:00:00:00 for more"));
    Stream.of("local", "remote").forEach(key -> rejectLinkLocal(tunnel, key));
    Optional<Attachment> vxlan =
        Optional.of(
            new Attachment.Vxlan(
                id.orElse(0),
                local,
                remote,
                port(tunnel, VXLAN_PORT),
                tunnel.truth("learning").orElse(true),
                tunnel.truth("udp-checksum").orElse(false),
                ttl(tunnel)));
    return vxlan.filter(_ -> id.isPresent());
  }

  Optional<Attachment> geneve(YamlNode value) {
    MappingReader tunnel =
        new MappingReader(
            value, Keys.GENEVE, "geneve of " + owner.what(), owner.at("geneve"), problems);
    OptionalInt id = id(tunnel);
    Optional<InetAddress> remote =
        tunnel.required("remote").flatMap(yaml -> tunnel.values().address(yaml, "remote"));
    remote
        .filter(address -> address.isMulticastAddress() || address.isAnyLocalAddress())
        .ifPresent(_ -> reject(tunnel, "remote", "one station's address"));
    int port = port(tunnel, GENEVE_PORT);
    OptionalInt ttl = ttl(tunnel);
    DontFragment df =
        tunnel
            .choice(
                "df",
                Map.of(
                    "unset", DontFragment.UNSET,
                    "set", DontFragment.SET,
                    "inherit", DontFragment.INHERIT))
            .orElse(DontFragment.UNSET);
    boolean checksum = tunnel.truth("udp-checksum").orElse(false);
    Backend backend = tunnel.choice("backend", BACKENDS).orElse(Backend.AUTO);
    return remote
        .filter(_ -> id.isPresent())
        .map(to -> new Attachment.Geneve(id.orElse(0), to, port, ttl, df, checksum, backend));
  }

  private void reject(MappingReader tunnel, String key, String instead) {
    YamlNode value = tunnel.value(key).orElseThrow();
    problems.add(value.at(), "%s cannot be %s; write %s".formatted(key, value.kind(), instead));
  }

  /**
   * A link-local address would need an interface, but tunnels in a lab file are not bound to one.
   */
  private void rejectLinkLocal(MappingReader tunnel, String key) {
    tunnel
        .value(key)
        .flatMap(
            yaml ->
                yaml instanceof YamlNode.Scalar text
                    ? Addresses.parse(text.text())
                    : Optional.empty())
        .filter(address -> address instanceof Inet6Address && address.isLinkLocalAddress())
        .ifPresent(_ -> reject(tunnel, key, "an address that is not of a link alone"));
  }

  static final Map<String, Backend> BACKENDS =
      Map.of("auto", Backend.AUTO, "kernel", Backend.KERNEL, "userspace", Backend.USERSPACE);

  private static OptionalInt id(MappingReader tunnel) {
    return tunnel
        .required("id")
        .map(yaml -> tunnel.values().number(yaml, "id", 0, MAX_VNI))
        .orElseGet(OptionalInt::empty);
  }

  /** 0 leaves the choice to the kernel, as if the key were absent. */
  private static OptionalInt ttl(MappingReader tunnel) {
    OptionalInt ttl = tunnel.number("ttl", 0, 255);
    return ttl.equals(OptionalInt.of(0)) ? OptionalInt.empty() : ttl;
  }

  private static int port(MappingReader tunnel, int usual) {
    return tunnel.number("port", 1, 65535).orElse(usual);
  }
}
