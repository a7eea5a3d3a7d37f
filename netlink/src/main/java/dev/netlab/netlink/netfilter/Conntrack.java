package dev.netlab.netlink.netfilter;

import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.netns.Namespace;
import dev.netlab.netlink.socket.NetlinkFamily;
import dev.netlab.netlink.socket.NetlinkSocket;
import dev.netlab.netlink.socket.Request;
import dev.netlab.netlink.syscall.Errno;
import java.util.List;
import java.util.Optional;

/**
 * The connections one network namespace tracks, as {@code conntrack -L}, {@code -G}, {@code -D}.
 */
public final class Conntrack implements AutoCloseable {
  private final NetlinkSocket socket;

  private Conntrack(NetlinkSocket socket) {
    this.socket = socket;
  }

  public static Conntrack open(Namespace namespace) {
    return new Conntrack(NetlinkSocket.open(NetlinkFamily.NETFILTER, namespace));
  }

  /** Every connection, IPv4 and IPv6. */
  public List<ConntrackEntry> list() {
    var message = Nfnetlink.write(Nfnetlink.CONNTRACK_GET, Nfnetlink.NFPROTO_UNSPEC).message();
    return socket.dump(new Request("list connections", message)).stream()
        .map(ConntrackEntry::read)
        .toList();
  }

  /** The connection with this tuple, of either direction, in zone 0. */
  public Optional<ConntrackEntry> get(ConntrackTuple tuple) {
    var writer = Nfnetlink.write(Nfnetlink.CONNTRACK_GET, Nfnetlink.family(tuple.source()));
    writer.nest(ConntrackEntry.CTA_TUPLE_ORIG, tuple::write);
    try {
      var answers = socket.request(new Request("get connection " + tuple, writer.message()));
      return answers.stream().findFirst().map(ConntrackEntry::read);
    } catch (KernelException e) {
      if (e.errno() == Errno.ENOENT) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * Forgets this very connection, not another that took its tuple since.
   *
   * @throws KernelException {@code ENOENT} if it is gone
   */
  public void delete(ConntrackEntry entry) {
    ConntrackTuple tuple = entry.original();
    var writer = Nfnetlink.write(Nfnetlink.CONNTRACK_DELETE, Nfnetlink.family(tuple.source()));
    writer.nest(ConntrackEntry.CTA_TUPLE_ORIG, tuple::write);
    if (entry.zone() != 0) {
      writer.be16(ConntrackEntry.CTA_ZONE, entry.zone());
    }
    writer.be32(ConntrackEntry.CTA_ID, entry.id());
    socket.request(new Request("delete connection " + tuple, writer.message()));
  }

  /** Forgets every connection. */
  public void flush() {
    var message = Nfnetlink.write(Nfnetlink.CONNTRACK_DELETE, Nfnetlink.NFPROTO_UNSPEC).message();
    socket.request(new Request("flush connections", message));
  }

  @Override
  public void close() {
    socket.close();
  }
}
