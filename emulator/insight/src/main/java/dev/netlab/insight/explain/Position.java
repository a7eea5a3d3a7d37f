package dev.netlab.insight.explain;

import dev.netlab.insight.snapshot.Tunnel;
import dev.netlab.ip.IpAddress;
import dev.netlab.ip.MacAddress;
import org.jspecify.annotations.Nullable;

/** Where a packet is, and what takes it next: in the order of the way through a node and a link. */
sealed interface Position {
  String node();

  /** A program or a tunnel of the node gives it to IP ({@code ip_local_out}). */
  record Output(String node) implements Position {}

  /** IP sends it out of the device to that station, which may be its destination itself. */
  record NextHop(String node, String dev, IpAddress address) implements Position {}

  /** A frame goes out of the interface. */
  record Egress(String node, String dev, LinkHeader header) implements Position {}

  /** A frame goes into the tunnel behind the interface that it left by. */
  record IntoTunnel(String node, Tunnel tunnel, LinkHeader header) implements Position {}

  /** A frame comes into the interface, from a wire or out of a tunnel. */
  record Ingress(String node, String dev, LinkHeader header) implements Position {}

  /** The interface gives it to IP ({@code ip_rcv}). */
  record Input(String node, String dev) implements Position {}

  /** It is for the node, and no rule is in its way any more. */
  record Local(String node, String dev) implements Position {}

  /** A frame's addresses; both null on a link without. */
  record LinkHeader(@Nullable MacAddress to, @Nullable MacAddress from) {
    static final LinkHeader NONE = new LinkHeader(null, null);
  }
}
