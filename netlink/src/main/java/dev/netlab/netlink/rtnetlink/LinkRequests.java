package dev.netlab.netlink.rtnetlink;

import dev.netlab.ip.MacAddress;
import dev.netlab.netlink.netns.Namespace;
import dev.netlab.netlink.rtnetlink.LinkSettings.AddressGeneration;
import dev.netlab.netlink.rtnetlink.LinkSettings.State;
import dev.netlab.netlink.socket.Request;
import dev.netlab.netlink.syscall.Const;
import dev.netlab.netlink.wire.MessageWriter;
import dev.netlab.netlink.wire.Netlink;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Requests that create and change links. */
public final class LinkRequests {
  private static final int VETH_INFO_PEER = 1;
  private static final int IFLA_INET6_ADDR_GEN_MODE = 8;

  private LinkRequests() {}

  /**
   * Creates a link. This takes one request, plus others for settings that the kernel does not
   * accept at creation (alias, address generation, which must be set before the link is up).
   *
   * @param interfaces contains the master and the underlying device, if any
   */
  public static List<Request> add(LinkSettings link, LinkKind kind, Interfaces interfaces) {
    String what = "add " + kind.kind() + " link " + link.name();
    AddressGeneration generation = link.addressGeneration();
    int created = generation == null && link.state() == State.UP ? Link.IFF_UP : 0;
    MessageWriter writer =
        Link.header(
            Rtnetlink.RTM_NEWLINK,
            Netlink.NLM_F_CREATE | Netlink.NLM_F_EXCL,
            Const.AF_UNSPEC,
            link.index(),
            created,
            created);
    writeCreation(writer, link);
    String master = link.master();
    if (master != null && !master.isEmpty()) {
      writer.u32(Link.IFLA_MASTER, interfaces.index(master));
    }
    if (kind instanceof LinkKind.Vlan vlan) {
      writer.u32(Link.IFLA_LINK, interfaces.index(vlan.device()));
    }
    writer.nest(Link.IFLA_LINKINFO, info -> LinkKind.write(kind, info, interfaces));
    List<Request> requests = new ArrayList<>();
    requests.add(new Request(what, writer.message()));
    if (generation != null) {
      requests.add(generate(link.name(), generation));
    }
    State rest = created == 0 ? link.state() : null;
    if (link.alias() != null || rest != null) {
      requests.addAll(set(late(link.name(), link.alias(), null, rest, null), interfaces));
    }
    if (kind instanceof LinkKind.Veth(LinkKind.Peer peer) && peer != null) {
      requests.addAll(peerRest(peer, interfaces));
    }
    return requests;
  }

  /** The settings of a peer that the kernel does not accept when it creates the pair. */
  private static List<Request> peerRest(LinkKind.Peer peer, Interfaces interfaces) {
    LinkSettings far = peer.settings();
    LinkSettings rest =
        late(far.name(), far.alias(), far.master(), far.state(), far.addressGeneration());
    if (rest.equals(LinkSettings.of(far.name()))) {
      return List.of();
    }
    if (peer.namespace() != null) {
      throw new IllegalArgumentException(
          "alias, master, state and address generation of "
              + far.name()
              + " can only be set in its own namespace");
    }
    return set(rest, interfaces);
  }

  private static LinkSettings late(
      String name,
      @Nullable String alias,
      @Nullable String master,
      @Nullable State state,
      @Nullable AddressGeneration generation) {
    return new LinkSettings(name, 0, null, 0, alias, master, state, generation, -1);
  }

  /** Applies the settings to the link with that name. */
  public static List<Request> set(LinkSettings link, Interfaces interfaces) {
    List<Request> requests = new ArrayList<>();
    AddressGeneration generation = link.addressGeneration();
    if (generation != null) {
      requests.add(generate(link.name(), generation));
    }
    State state = link.state();
    int flags = state == State.UP ? Link.IFF_UP : 0;
    int change = state == null ? 0 : Link.IFF_UP;
    MessageWriter writer = Link.header(Rtnetlink.RTM_SETLINK, 0, Const.AF_UNSPEC, 0, flags, change);
    writeCreation(writer, link);
    String alias = link.alias();
    if (alias != null) {
      // Without a terminating zero, which the kernel would count among its 255 bytes.
      writer.bytes(Link.IFLA_IFALIAS, alias.getBytes(StandardCharsets.UTF_8));
    }
    String master = link.master();
    if (master != null) {
      writer.u32(Link.IFLA_MASTER, master.isEmpty() ? 0 : interfaces.index(master));
    }
    requests.add(new Request("set link " + link.name(), writer.message()));
    return requests;
  }

  /** Deletes a link; the other end of a veth is deleted with it. */
  public static Request delete(String name) {
    MessageWriter writer = Link.header(Rtnetlink.RTM_DELLINK, 0, Const.AF_UNSPEC, 0, 0, 0);
    return new Request("delete link " + name, writer.string(Link.IFLA_IFNAME, name).message());
  }

  /** Renames a link, which must be down on older kernels. */
  public static Request rename(String from, String to, Interfaces interfaces) {
    MessageWriter writer =
        Link.header(Rtnetlink.RTM_SETLINK, 0, Const.AF_UNSPEC, interfaces.index(from), 0, 0);
    return new Request(
        "rename link " + from + " to " + to, writer.string(Link.IFLA_IFNAME, to).message());
  }

  /** Moves a link to another namespace. It goes down and loses its addresses. */
  public static Request move(String name, Namespace namespace) {
    MessageWriter writer = Link.header(Rtnetlink.RTM_SETLINK, 0, Const.AF_UNSPEC, 0, 0, 0);
    writer.string(Link.IFLA_IFNAME, name).u32(Link.IFLA_NET_NS_FD, namespace.fd().number());
    return new Request("move link " + name + " to " + namespace, writer.message());
  }

  private static Request generate(String name, AddressGeneration generation) {
    MessageWriter writer = Link.header(Rtnetlink.RTM_SETLINK, 0, Const.AF_UNSPEC, 0, 0, 0);
    writer.string(Link.IFLA_IFNAME, name);
    writer.nest(
        Link.IFLA_AF_SPEC,
        families ->
            families.nest(
                Const.AF_INET6, six -> six.u8(IFLA_INET6_ADDR_GEN_MODE, generation.number())));
    return new Request("set addrgenmode of link " + name, writer.message());
  }

  static void writePeer(MessageWriter data, LinkKind.Peer peer) {
    LinkSettings link = peer.settings();
    data.nest(
        VETH_INFO_PEER,
        content -> {
          content.header8(Const.AF_UNSPEC).header8(0).header16(0).header32(link.index());
          content.header32(0).header32(0);
          writeCreation(content, link);
          Namespace namespace = peer.namespace();
          if (namespace != null) {
            content.u32(Link.IFLA_NET_NS_FD, namespace.fd().number());
          }
        });
  }

  /** The settings that the kernel accepts alike for a new link, a peer, and an existing link. */
  private static void writeCreation(MessageWriter writer, LinkSettings link) {
    writer.string(Link.IFLA_IFNAME, link.name());
    MacAddress mac = link.mac();
    if (mac != null) {
      writer.bytes(Link.IFLA_ADDRESS, mac.toBytes());
    }
    if (link.mtu() != 0) {
      writer.u32(Link.IFLA_MTU, link.mtu());
    }
    if (link.group() != -1) {
      writer.u32(Link.IFLA_GROUP, link.group());
    }
  }
}
