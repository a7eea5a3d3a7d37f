package dev.netlab.netlink.rtnetlink;

import dev.netlab.ip.IpAddress;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * One next hop of a route.
 *
 * @param gateway the router, of either family; null if the destination is on the link
 * @param dev the interface's name, empty if not specified
 * @param onlink whether the gateway is reachable on dev regardless of its address
 * @param weight 1 to 256, used if a route has several hops
 */
public record NextHop(@Nullable InetAddress gateway, String dev, boolean onlink, int weight) {
  /** The only hop of a route. */
  public static NextHop of(@Nullable InetAddress gateway, String dev) {
    return new NextHop(gateway, dev, false, 1);
  }

  /** The hop in iproute2's syntax for a route of that family, without the weight. */
  String text(int family) {
    String via = "";
    if (gateway != null) {
      boolean other = Ip.family(gateway) != family;
      via = other ? "via inet6 " + IpAddress.of(gateway) : "via " + IpAddress.of(gateway);
    }
    return Tokens.join(via, dev.isEmpty() ? "" : "dev " + dev, onlink ? "onlink" : "");
  }
}
