package dev.netlab.netlink.rtnetlink;

import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.netns.Namespace;
import dev.netlab.netlink.socket.NetlinkFamily;
import dev.netlab.netlink.socket.NetlinkSocket;
import dev.netlab.netlink.socket.Request;
import dev.netlab.netlink.syscall.Const;
import dev.netlab.netlink.syscall.Errno;
import dev.netlab.netlink.wire.MessageWriter;
import dev.netlab.netlink.wire.Netlink;
import java.util.List;

/** Finds out which kinds of link this kernel supports, by trying to create them. */
public final class LinkProbe {
  private LinkProbe() {}

  /**
   * Tries to create such a link in a temporary namespace. Only "not supported" counts as a no: any
   * other error comes from code that knows the kind. The attempt may make the kernel load a module.
   *
   * @param kind the kernel's name for the kind: {@code geneve}, {@code wireguard}
   */
  public static boolean supports(String kind) {
    MessageWriter writer =
        Link.header(
            Rtnetlink.RTM_NEWLINK,
            Netlink.NLM_F_CREATE | Netlink.NLM_F_EXCL,
            Const.AF_UNSPEC,
            0,
            0,
            0);
    writer.string(Link.IFLA_IFNAME, "probe");
    writer.nest(Link.IFLA_LINKINFO, info -> info.string(Link.IFLA_INFO_KIND, kind));
    return isTaken(List.of(new Request("probe link kind " + kind, writer.message())));
  }

  /** Whether bridges can filter VLANs: CONFIG_BRIDGE_VLAN_FILTERING. */
  public static boolean supportsVlanFiltering() {
    Bridge plain = Bridge.DEFAULT;
    Bridge filtering =
        new Bridge(
            false, true, plain.multicastSnooping(), plain.ageing(), plain.forwardDelay(), false);
    return isTaken(LinkRequests.add(LinkSettings.of("probe"), filtering, new Interfaces()));
  }

  private static boolean isTaken(List<Request> requests) {
    try (Namespace throwaway = Namespace.create();
        NetlinkSocket socket = NetlinkSocket.open(NetlinkFamily.ROUTE, throwaway)) {
      socket.execute(requests);
      return true;
    } catch (KernelException e) {
      return e.errno() != Errno.EOPNOTSUPP;
    }
  }
}
