package dev.netlab.netlink.rtnetlink;

import dev.netlab.netlink.syscall.Const;
import dev.netlab.netlink.wire.Attribute;
import dev.netlab.netlink.wire.Attributes;
import dev.netlab.netlink.wire.Message;
import dev.netlab.netlink.wire.MessageWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Encodes and decodes routes: {@code struct rtmsg}, {@code struct rtnexthop}, {@code struct rtvia}.
 */
final class RouteMessage {
  private static final int RTA_DST = 1;
  private static final int RTA_OIF = 4;
  private static final int RTA_GATEWAY = 5;
  private static final int RTA_PRIORITY = 6;
  private static final int RTA_PREFSRC = 7;
  private static final int RTA_METRICS = 8;
  private static final int RTA_MULTIPATH = 9;
  private static final int RTA_TABLE = 15;
  private static final int RTA_VIA = 18;
  private static final int RTAX_MTU = 2;
  private static final int RTNH_F_ONLINK = 4;
  private static final int RTNEXTHOP = 8;
  private static final int RTMSG = 12;
  private static final int RT_TABLE_UNSPEC = 0;
  private static final int RT_TABLE_MAX_8_BITS = 255;

  private RouteMessage() {}

  static Message write(int type, int flags, Route route, Interfaces interfaces) {
    int family = route.family();
    List<NextHop> hops = route.hops();
    boolean single = hops.size() == 1;
    boolean small = route.table() > 0 && route.table() <= RT_TABLE_MAX_8_BITS;
    MessageWriter writer =
        new MessageWriter(type, flags)
            .header8(family)
            .header8(route.destination().length())
            .header8(0)
            .header8(0)
            .header8(small ? route.table() : RT_TABLE_UNSPEC)
            .header8(route.protocol())
            .header8(route.scope())
            .header8(route.type())
            .header32(single && hops.getFirst().onlink() ? RTNH_F_ONLINK : 0);
    if (!route.destination().isAll()) {
      writer.address(RTA_DST, route.destination().address());
    }
    if (!small) {
      writer.u32(RTA_TABLE, route.table());
    }
    if (route.metric() != 0) {
      writer.u32(RTA_PRIORITY, route.metric());
    }
    InetAddress source = route.source();
    if (source != null) {
      writer.address(RTA_PREFSRC, source);
    }
    if (route.mtu() != 0) {
      writer.nest(RTA_METRICS, metrics -> metrics.u32(RTAX_MTU, route.mtu()));
    }
    if (single) {
      NextHop hop = hops.getFirst();
      writeGateway(writer, hop, family);
      if (!hop.dev().isEmpty()) {
        writer.u32(RTA_OIF, interfaces.index(hop.dev()));
      }
    } else if (!hops.isEmpty()) {
      writer.container(
          RTA_MULTIPATH, all -> hops.forEach(hop -> writeHop(all, hop, family, interfaces)));
    }
    return writer.message();
  }

  private static void writeHop(MessageWriter all, NextHop hop, int family, Interfaces interfaces) {
    int start = all.position();
    all.header16(0).header8(hop.onlink() ? RTNH_F_ONLINK : 0).header8(hop.weight() - 1);
    all.header32(hop.dev().isEmpty() ? 0 : interfaces.index(hop.dev()));
    writeGateway(all, hop, family);
    all.patch16(start, all.position() - start);
  }

  private static void writeGateway(MessageWriter writer, NextHop hop, int family) {
    InetAddress gateway = hop.gateway();
    if (gateway == null) {
      return;
    }
    if (Ip.family(gateway) == family) {
      writer.address(RTA_GATEWAY, gateway);
    } else {
      writer.container(
          RTA_VIA, via -> via.header16(Ip.family(gateway)).headerBytes(gateway.getAddress()));
    }
  }

  static Route read(Message message, Interfaces interfaces) {
    ByteBuffer header = message.body();
    Attributes all = message.attributes(RTMSG);
    int family = Byte.toUnsignedInt(header.get(0));
    InetAddress to = all.address(RTA_DST);
    Prefix destination =
        to == null ? Prefix.all(family) : new Prefix(to, Byte.toUnsignedInt(header.get(1)));
    List<NextHop> hops = new ArrayList<>();
    Attribute multipath = all.find(RTA_MULTIPATH);
    int oif = all.u32(RTA_OIF, 0);
    InetAddress gateway = gateway(all);
    if (multipath != null) {
      hops.addAll(readHops(multipath.value(), interfaces));
    } else if (oif != 0 || gateway != null) {
      boolean onlink = (header.getInt(8) & RTNH_F_ONLINK) != 0;
      hops.add(new NextHop(gateway, oif == 0 ? "" : interfaces.name(oif), onlink, 1));
    }
    return new Route(
        Byte.toUnsignedInt(header.get(7)),
        destination,
        hops,
        all.u32(RTA_TABLE, Byte.toUnsignedInt(header.get(4))),
        all.address(RTA_PREFSRC),
        Byte.toUnsignedInt(header.get(6)),
        Byte.toUnsignedInt(header.get(5)),
        all.u32(RTA_PRIORITY, 0),
        all.nest(RTA_METRICS).u32(RTAX_MTU, 0));
  }

  private static List<NextHop> readHops(ByteBuffer bytes, Interfaces interfaces) {
    List<NextHop> hops = new ArrayList<>();
    while (bytes.remaining() >= RTNEXTHOP) {
      int start = bytes.position();
      int length = Short.toUnsignedInt(bytes.getShort(start));
      if (length < RTNEXTHOP || length > bytes.remaining()) {
        break;
      }
      Attributes hop = Attributes.read(bytes.slice(start + RTNEXTHOP, length - RTNEXTHOP));
      boolean onlink = (bytes.get(start + 2) & RTNH_F_ONLINK) != 0;
      int weight = Byte.toUnsignedInt(bytes.get(start + 3)) + 1;
      int index = bytes.getInt(start + 4);
      hops.add(new NextHop(gateway(hop), index == 0 ? "" : interfaces.name(index), onlink, weight));
      bytes.position(start + Math.min((length + 3) & ~3, bytes.remaining()));
    }
    return hops;
  }

  private static @Nullable InetAddress gateway(Attributes all) {
    Attribute via = all.find(RTA_VIA);
    if (via == null) {
      return all.address(RTA_GATEWAY);
    }
    byte[] bytes = via.bytes();
    try {
      int size = bytes[0] == Const.AF_INET6 ? 16 : 4;
      return InetAddress.getByAddress(Arrays.copyOfRange(bytes, 2, 2 + size));
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
