package dev.netlab.engine.agent;

import dev.netlab.engine.links.GeneveDrop;
import dev.netlab.engine.links.WireDrop;
import dev.netlab.ip.IpAddress;
import dev.netlab.netlink.rtnetlink.Netem;
import dev.netlab.wireguard.crypto.PublicKey;
import dev.netlab.wireguard.ip.Endpoint;
import dev.netlab.wireguard.ip.PacketPrefix;
import dev.netlab.wireguard.protocol.DropReason;
import dev.netlab.wireguard.protocol.PacketEvent;
import dev.netlab.wireguard.protocol.PacketEvent.HandshakeMessage;
import dev.netlab.wireguard.protocol.PacketEvent.Transport;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.jr.ob.JSON;

/**
 * Events as lines of JSON; both sides use this. Packets are hexadecimal, keys as {@code wg} writes
 * them, counters signed.
 *
 * <pre>{@code
 * {"kind": "sealed", "namespace": "/run/netns/lab.node", "interface": "wg0", "nanos": 1754000000,
 *  "packet": "45000054...", "length": 84, "peer": "xTIB...", "endpoint": "192.0.2.2:51820",
 *  "receiver": 305419896, "counter": 7}
 * {"lost": 12}
 * {"all": true}
 * }</pre>
 */
final class DeviceEventJson {
  private DeviceEventJson() {}

  /** Appends one line. */
  static void write(DeviceEvent event, StringBuilder text) {
    text.append(JSON.std.asString(map(event))).append('\n');
  }

  private static Map<String, Object> map(DeviceEvent event) {
    Map<String, Object> map = new LinkedHashMap<>();
    switch (event) {
      case DeviceEvent.Lost(long count) -> map.put("lost", count);
      case DeviceEvent.AllTold() -> map.put("all", true);
      case DeviceEvent.WireGuard(var namespace, var name, var nanos, var observation) -> {
        map.put("kind", kind(observation));
        map.put("namespace", namespace.toString());
        map.put("interface", name);
        map.put("nanos", nanos);
        put(map, observation);
      }
      case DeviceEvent.Geneve(var namespace, var name, var nanos, var refusal) -> {
        map.put("kind", "geneve");
        map.put("namespace", namespace.toString());
        put(map, "interface", name);
        map.put("nanos", nanos);
        map.put("inode", refusal.namespace());
        map.put("why", refusal.reason().name());
        InetAddress from = refusal.from();
        put(map, "from", from == null ? null : IpAddress.of(from).toString());
        put(map, refusal.bytes());
      }
      case DeviceEvent.Wire(var namespace, var name, var nanos, var loss) -> {
        map.put("kind", "wire");
        map.put("namespace", namespace.toString());
        map.put("interface", name);
        map.put("nanos", nanos);
        map.put("inode", loss.namespace());
        map.put("why", loss.reason().name());
        map.put("netem", loss.netem().toString());
        put(map, loss.frame());
      }
    }
    return map;
  }

  private static String kind(PacketEvent observation) {
    return switch (observation) {
      case PacketEvent.Sealed _ -> "sealed";
      case PacketEvent.Opened _ -> "opened";
      case PacketEvent.Staged _ -> "staged";
      case PacketEvent.NotSealed _ -> "not-sealed";
      case PacketEvent.NotOpened _ -> "not-opened";
      case PacketEvent.NotDelivered _ -> "not-delivered";
      case PacketEvent.HandshakeSent _ -> "handshake-sent";
      case PacketEvent.HandshakeReceived _ -> "handshake-received";
      case PacketEvent.SessionBegun _ -> "session-begun";
    };
  }

  private static void put(Map<String, Object> map, PacketEvent observation) {
    switch (observation) {
      case PacketEvent.Sealed(var inner, var transport) -> put(map, inner, transport);
      case PacketEvent.Opened(var inner, var transport) -> put(map, inner, transport);
      case PacketEvent.Staged(var inner, var peer) -> {
        put(map, inner);
        put(map, peer);
      }
      case PacketEvent.NotSealed(var inner, var why, var peer) -> {
        map.put("why", why.name());
        put(map, inner);
        put(map, peer);
      }
      case PacketEvent.NotOpened(var datagram, var why, var from, var peer) -> {
        map.put("why", why.name());
        put(map, datagram);
        map.put("endpoint", from.toString());
        put(map, peer);
      }
      case PacketEvent.NotDelivered(var inner, var why, var transport) -> {
        map.put("why", why.name());
        put(map, inner, transport);
      }
      case PacketEvent.HandshakeSent(var message, var peer, var to, int sender, int receiver) ->
          handshake(map, message, peer, to, sender, receiver);
      case PacketEvent.HandshakeReceived(
              var message,
              var peer,
              var from,
              int sender,
              int receiver) ->
          handshake(map, message, peer, from, sender, receiver);
      case PacketEvent.SessionBegun(var peer, int local, int remote) -> {
        put(map, peer);
        map.put("local", local);
        map.put("remote", remote);
      }
    }
  }

  private static void handshake(
      Map<String, Object> map,
      HandshakeMessage message,
      @Nullable PublicKey peer,
      Endpoint endpoint,
      int sender,
      int receiver) {
    map.put("message", message.name());
    put(map, peer);
    map.put("endpoint", endpoint.toString());
    map.put("sender", sender);
    map.put("receiver", receiver);
  }

  private static void put(Map<String, Object> map, PacketPrefix inner, Transport transport) {
    put(map, inner);
    put(map, transport.peer());
    map.put("endpoint", transport.endpoint().toString());
    map.put("receiver", transport.receiver());
    map.put("counter", transport.counter());
  }

  private static void put(Map<String, Object> map, PacketPrefix packet) {
    map.put("packet", HexFormat.of().formatHex(packet.bytes()));
    map.put("length", packet.length());
  }

  private static void put(Map<String, Object> map, @Nullable PublicKey peer) {
    put(map, "peer", peer == null ? null : peer.toBase64());
  }

  private static void put(Map<String, Object> map, String key, @Nullable String value) {
    if (value != null) {
      map.put(key, value);
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws AgentException where a key is missing or a value cannot be
   */
  static DeviceEvent read(String line) {
    try {
      return event(new Fields(JSON.std.mapFrom(line)));
    } catch (RuntimeException e) {
      throw new AgentException("read an event of the agent's devices", e);
    }
  }

  private static DeviceEvent event(Fields fields) {
    if (fields.has("lost")) {
      return new DeviceEvent.Lost(fields.number("lost"));
    }
    if (fields.has("all")) {
      return new DeviceEvent.AllTold();
    }
    Path namespace = Path.of(fields.text("namespace"));
    long nanos = fields.number("nanos");
    if (fields.text("kind").equals("geneve")) {
      GeneveDrop refusal =
          new GeneveDrop(
              fields.number("inode"),
              fields.optional("interface"),
              GeneveDrop.Reason.valueOf(fields.text("why")),
              fields.has("from") ? InetAddress.ofLiteral(fields.text("from")) : null,
              fields.packet());
      return new DeviceEvent.Geneve(namespace, refusal.interfaceName(), nanos, refusal);
    }
    if (fields.text("kind").equals("wire")) {
      WireDrop loss =
          new WireDrop(
              fields.number("inode"),
              fields.text("interface"),
              WireDrop.Reason.valueOf(fields.text("why")),
              Netem.parse(fields.text("netem")),
              fields.packet());
      return new DeviceEvent.Wire(namespace, loss.interfaceName(), nanos, loss);
    }
    return new DeviceEvent.WireGuard(
        namespace, fields.text("interface"), nanos, observation(fields));
  }

  private static PacketEvent observation(Fields fields) {
    return switch (fields.text("kind")) {
      case "sealed" -> new PacketEvent.Sealed(fields.packet(), fields.transport());
      case "opened" -> new PacketEvent.Opened(fields.packet(), fields.transport());
      case "staged" -> new PacketEvent.Staged(fields.packet(), fields.peer());
      case "not-sealed" ->
          new PacketEvent.NotSealed(fields.packet(), fields.why(), fields.peerIfKnown());
      case "not-opened" ->
          new PacketEvent.NotOpened(
              fields.packet(), fields.why(), fields.endpoint(), fields.peerIfKnown());
      case "not-delivered" ->
          new PacketEvent.NotDelivered(fields.packet(), fields.why(), fields.transport());
      case "handshake-sent" ->
          new PacketEvent.HandshakeSent(
              fields.message(),
              fields.peerIfKnown(),
              fields.endpoint(),
              (int) fields.number("sender"),
              (int) fields.number("receiver"));
      case "handshake-received" ->
          new PacketEvent.HandshakeReceived(
              fields.message(),
              fields.peer(),
              fields.endpoint(),
              (int) fields.number("sender"),
              (int) fields.number("receiver"));
      case "session-begun" ->
          new PacketEvent.SessionBegun(
              fields.peer(), (int) fields.number("local"), (int) fields.number("remote"));
      default -> throw new IllegalArgumentException("unknown kind " + fields.text("kind"));
    };
  }

  /** The keys of one line. */
  private record Fields(Map<String, Object> map) {
    boolean has(String key) {
      return map.containsKey(key);
    }

    String text(String key) {
      if (map.get(key) instanceof String text) {
        return text;
      }
      throw new IllegalArgumentException("an event without '" + key + "'");
    }

    @Nullable String optional(String key) {
      return has(key) ? text(key) : null;
    }

    long number(String key) {
      if (map.get(key) instanceof Number number) {
        return number.longValue();
      }
      throw new IllegalArgumentException("an event without the number '" + key + "'");
    }

    PacketPrefix packet() {
      return PacketPrefix.of(HexFormat.of().parseHex(text("packet")), (int) number("length"));
    }

    PublicKey peer() {
      return PublicKey.copyOf(Base64.getDecoder().decode(text("peer")), 0);
    }

    @Nullable PublicKey peerIfKnown() {
      return has("peer") ? peer() : null;
    }

    Endpoint endpoint() {
      return Endpoint.parse(text("endpoint"));
    }

    DropReason why() {
      return DropReason.valueOf(text("why"));
    }

    HandshakeMessage message() {
      return HandshakeMessage.valueOf(text("message"));
    }

    Transport transport() {
      return new Transport(peer(), endpoint(), (int) number("receiver"), number("counter"));
    }
  }
}
