package dev.netlab.wireguard.uapi;

import dev.netlab.wireguard.crypto.Secret;
import dev.netlab.wireguard.protocol.PeerStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a get request.
 *
 * @param privateKey null for none
 * @param listenPort 0 where there is no socket yet
 * @param firewallMark 0 for none
 */
public record DeviceStatus(
    @Nullable Secret privateKey, int listenPort, int firewallMark, List<PeerStatus> peers) {
  public DeviceStatus {
    peers = List.copyOf(peers);
  }
}
