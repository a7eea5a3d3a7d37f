package dev.netlab.nft.policy;

import dev.netlab.nft.value.AddressRange;
import java.util.List;
import java.util.Optional;

/**
 * Permits peers to open connections to ports.
 *
 * @param peers absent for everyone, empty for nobody
 * @param ports absent for every protocol and port, empty for none
 */
public record Permission(
    Optional<List<AddressRange>> peers, Optional<List<ProtocolPorts>> ports, Origin origin) {
  public Permission {
    peers = peers.map(List::copyOf);
    ports = ports.map(List::copyOf);
  }
}
