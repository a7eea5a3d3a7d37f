package dev.netlab.wireguard.device;

import dev.netlab.ip.IpAddress;
import dev.netlab.netlink.udp.Datagram;
import dev.netlab.netlink.udp.Source;
import dev.netlab.wireguard.ip.Endpoint;
import org.jspecify.annotations.Nullable;

/** The last few endpoints as both the protocol and the sockets write them: no objects a packet. */
final class EndpointCache {
  private static final int SIZE = 16;

  /**
   * One endpoint in both forms.
   *
   * @param arrival where its datagrams came to; null for one that was never heard from
   */
  record Entry(
      Endpoint endpoint, dev.netlab.netlink.udp.UdpEndpoint remote, @Nullable Source arrival) {

    /** The source to send from, or null to leave it to the routing. */
    @Nullable Source source() {
      Endpoint.Source source = endpoint.source();
      return source == null ? null : new Source(source.address(), source.interfaceIndex());
    }
  }

  private final @Nullable Entry[] entries = new @Nullable Entry[SIZE];
  private int next;

  /** Who sent a datagram, and to which of our addresses. */
  Endpoint sender(Datagram datagram) {
    for (Entry entry : entries) {
      if (entry != null
          && entry.arrival != null
          && datagram.isFrom(entry.remote)
          && datagram.isTo(entry.arrival)) {
        return entry.endpoint;
      }
    }
    return keep(entry(datagram)).endpoint;
  }

  /** The same for who may be anybody: a flood of them does not push out whom we talk with. */
  Endpoint stranger(Datagram datagram) {
    return entry(datagram).endpoint;
  }

  private static Entry entry(Datagram datagram) {
    dev.netlab.netlink.udp.UdpEndpoint remote = datagram.remote();
    Source arrival = datagram.local();
    Endpoint endpoint =
        new Endpoint(remote.address(), remote.port(), remote.scope(), sticky(arrival));
    return new Entry(endpoint, remote, arrival);
  }

  Entry of(Endpoint endpoint) {
    for (Entry entry : entries) {
      if (entry != null && entry.endpoint.equals(endpoint)) {
        return entry;
      }
    }
    return keep(once(endpoint));
  }

  /** For an answer to a {@link #stranger}. */
  Entry once(Endpoint endpoint) {
    return new Entry(
        endpoint,
        new dev.netlab.netlink.udp.UdpEndpoint(
            endpoint.address(), endpoint.port(), endpoint.scope()),
        null);
  }

  private Entry keep(Entry entry) {
    entries[next] = entry;
    next = (next + 1) % SIZE;
    return entry;
  }

  /** Only a link-local address is bound to its interface; the others may be routed anew. */
  private static Endpoint.Source sticky(Source arrival) {
    IpAddress address = arrival.address();
    boolean linkLocal = address.isV6() && address.high() >>> 54 == 0x3fa;
    return new Endpoint.Source(address, linkLocal ? arrival.interfaceIndex() : 0);
  }
}
