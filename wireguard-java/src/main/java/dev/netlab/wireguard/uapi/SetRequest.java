package dev.netlab.wireguard.uapi;

import dev.netlab.ip.IpPrefix;
import dev.netlab.wireguard.crypto.PublicKey;
import dev.netlab.wireguard.crypto.Secret;
import dev.netlab.wireguard.ip.Endpoint;
import dev.netlab.wireguard.protocol.PeerChange;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines of a set request. All lines are read before anything is applied, so a request
 * with a mistake changes nothing.
 */
public final class SetRequest {
  private final List<DeviceChange> changes = new ArrayList<>();
  private final List<PeerChange> peerChanges = new ArrayList<>();
  private @Nullable PublicKey peer;

  /**
   * Takes a line without its end.
   *
   * @throws UapiException if it is no {@code key=value}, the key is unknown there, or the value is
   *     not one of the key's
   */
  public void line(String line) throws UapiException {
    int equals = line.indexOf('=');
    if (equals < 0) {
      throw new UapiException(UapiException.EPROTO, "not a key=value line");
    }
    String key = line.substring(0, equals);
    String value = line.substring(equals + 1);
    if (key.equals("public_key")) {
      endPeer();
      peer = parse(key, value, PublicKey::parseHex);
    } else if (peer == null) {
      changes.add(deviceChange(key, value));
    } else if (key.equals("protocol_version")) {
      only("1", key, value);
    } else {
      peerChanges.add(peerChange(key, value));
    }
  }

  /** What the lines ask for. */
  public List<DeviceChange> changes() {
    endPeer();
    return List.copyOf(changes);
  }

  private void endPeer() {
    if (peer != null) {
      changes.add(new DeviceChange.Peer(peer, peerChanges));
      peerChanges.clear();
      peer = null;
    }
  }

  private static DeviceChange deviceChange(String key, String value) throws UapiException {
    return switch (key) {
      case "private_key" -> new DeviceChange.PrivateKey(parse(key, value, Secret::parseHex));
      case "listen_port" -> new DeviceChange.ListenPort((int) number(key, value, 0xffffL));
      case "fwmark" -> new DeviceChange.FirewallMark((int) number(key, value, 0xffffffffL));
      case "replace_peers" -> {
        only("true", key, value);
        yield new DeviceChange.ReplacePeers();
      }
      default -> throw UapiException.invalid("unknown key of a device: " + key);
    };
  }

  private static PeerChange peerChange(String key, String value) throws UapiException {
    return switch (key) {
      case "remove" -> {
        only("true", key, value);
        yield new PeerChange.Remove();
      }
      case "update_only" -> {
        only("true", key, value);
        yield new PeerChange.UpdateOnly();
      }
      case "replace_allowed_ips" -> {
        only("true", key, value);
        yield new PeerChange.ReplaceAllowedIps();
      }
      case "preshared_key" -> new PeerChange.PresharedKey(parse(key, value, Secret::parseHex));
      case "endpoint" -> new PeerChange.SetEndpoint(parse(key, value, Endpoint::parse));
      case "persistent_keepalive_interval" ->
          new PeerChange.PersistentKeepalive((int) number(key, value, 0xffffL));
      case "allowed_ip" ->
          value.startsWith("-")
              ? new PeerChange.RemoveAllowedIp(parse(key, value.substring(1), IpPrefix::parse))
              : new PeerChange.AddAllowedIp(parse(key, value, IpPrefix::parse));
      default -> throw UapiException.invalid("unknown key of a peer: " + key);
    };
  }

  private static <T> T parse(String key, String value, Function<String, T> parser)
      throws UapiException {
    try {
      return parser.apply(value);
    } catch (IllegalArgumentException e) {
      throw UapiException.invalid(key + ": " + e.getMessage());
    }
  }

  private static long number(String key, String value, long most) throws UapiException {
    if (!value.matches("[0-9]{1,10}") || Long.parseLong(value) > most) {
      throw UapiException.invalid(key + ": not a number from 0 to " + most);
    }
    return Long.parseLong(value);
  }

  private static void only(String wanted, String key, String value) throws UapiException {
    if (!value.equals(wanted)) {
      throw UapiException.invalid(key + ": can only be " + wanted);
    }
  }
}
