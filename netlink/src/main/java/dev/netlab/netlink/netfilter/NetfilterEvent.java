package dev.netlab.netlink.netfilter;

import dev.netlab.netlink.wire.Message;
import dev.netlab.netlink.wire.Netlink;
import java.util.Optional;

/** Something that happened in netfilter. It carries no time. */
public sealed interface NetfilterEvent {
  /**
   * The id of the namespace it happened in, as the listener's namespace numbers it; -1 for the
   * listener's own.
   */
  int nsid();

  /** What happened to a connection. */
  enum Kind {
    NEW,
    UPDATE,
    DESTROY
  }

  /** A connection came, changed or went. */
  record Connection(int nsid, Kind kind, ConntrackEntry entry) implements NetfilterEvent {
    @Override
    public String toString() {
      return "%9s %s".formatted("[" + kind + "]", entry);
    }
  }

  /** A traced packet made a step. */
  record Trace(int nsid, NftTrace step) implements NetfilterEvent {}

  /** The listener's queue was full: some events before the next are not known. */
  record Lost(int nsid) implements NetfilterEvent {}

  /** Empty for messages of another kind. */
  static Optional<NetfilterEvent> read(Message message, int nsid) {
    return switch (message.type()) {
      case Nfnetlink.CONNTRACK_NEW -> {
        boolean created = (message.flags() & Netlink.NLM_F_CREATE) != 0;
        Kind kind = created ? Kind.NEW : Kind.UPDATE;
        yield Optional.of(new Connection(nsid, kind, ConntrackEntry.read(message)));
      }
      case Nfnetlink.CONNTRACK_DELETE ->
          Optional.of(new Connection(nsid, Kind.DESTROY, ConntrackEntry.read(message)));
      case Nfnetlink.NFT_TRACE -> Optional.of(new Trace(nsid, NftTrace.read(message)));
      default -> Optional.empty();
    };
  }
}
