package dev.netlab.netlink.genetlink;

import dev.netlab.netlink.rtnetlink.Prefix;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Another end of a WireGuard device.
 *
 * @param presharedKey null for none
 * @param endpoint where it was last heard or is told to be; null while unknown
 * @param allowed the addresses behind it
 * @param keepalive seconds between persistent keepalives, 0 for none
 * @param statistics what has passed; all zero in a peer that is to be set
 */
public record WireGuardPeer(
    WireGuardKey publicKey,
    @Nullable WireGuardKey presharedKey,
    @Nullable InetSocketAddress endpoint,
    List<Prefix> allowed,
    int keepalive,
    Statistics statistics) {
  /**
   * What the kernel counts.
   *
   * @param lastHandshake null while there was none
   * @param received bytes, as {@code wg show transfer}
   * @param sent bytes
   */
  public record Statistics(@Nullable Instant lastHandshake, long received, long sent) {
    public static final Statistics NONE = new Statistics(null, 0, 0);
  }

  public WireGuardPeer {
    allowed = List.copyOf(allowed);
  }

  /** A peer to be set. */
  public static WireGuardPeer of(
      WireGuardKey publicKey, @Nullable InetSocketAddress endpoint, List<Prefix> allowed) {
    return new WireGuardPeer(publicKey, null, endpoint, allowed, 0, Statistics.NONE);
  }

  public WireGuardPeer withPresharedKey(WireGuardKey key) {
    return new WireGuardPeer(publicKey, key, endpoint, allowed, keepalive, statistics);
  }

  public WireGuardPeer withKeepalive(int seconds) {
    return new WireGuardPeer(publicKey, presharedKey, endpoint, allowed, seconds, statistics);
  }
}
