package dev.netlab.netlink.netfilter;

import dev.netlab.netlink.netns.Namespace;
import dev.netlab.netlink.socket.Incoming;
import dev.netlab.netlink.socket.NetlinkFamily;
import dev.netlab.netlink.socket.NetlinkListener;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Hears netfilter's events of one namespace and of all others to which that one has given an id
 * ({@code ip netns set}), in one queue and so in the order they happened. Flows that are older than
 * the listener give conntrack events only where {@code nf_conntrack_events} is 1.
 */
public final class NetfilterListener implements AutoCloseable {
  private static final int QUEUE_BYTES = 8 << 20;

  private final NetlinkListener listener;

  private NetfilterListener(NetlinkListener listener) {
    this.listener = listener;
  }

  /** Listens in a namespace, from now on. */
  public static NetfilterListener open(Namespace namespace, Set<NetfilterGroup> groups) {
    NetlinkListener listener =
        NetlinkListener.open(NetlinkFamily.NETFILTER, QUEUE_BYTES, namespace);
    try {
      listener.listenToAllNamespaces();
      groups.forEach(group -> listener.join(group.number));
      return new NetfilterListener(listener);
    } catch (RuntimeException | Error e) {
      listener.close();
      throw e;
    }
  }

  /**
   * Waits for events.
   *
   * @param timeout zero only looks
   * @return none when the time is over or {@link #wake} was called; empty once closed
   */
  public Optional<List<NetfilterEvent>> receive(Duration timeout) {
    return switch (listener.receive(timeout)) {
      case Incoming.Messages(var messages, int nsid) ->
          Optional.of(
              messages.stream().flatMap(m -> NetfilterEvent.read(m, nsid).stream()).toList());
      case Incoming.Lost() -> Optional.of(List.of(new NetfilterEvent.Lost(-1)));
      case Incoming.TimedOut(), Incoming.Woken() -> Optional.of(List.of());
      case Incoming.Closed() -> Optional.empty();
    };
  }

  /** Ends the {@link #receive} under way, or the next. */
  public void wake() {
    listener.wake();
  }

  @Override
  public void close() {
    listener.close();
  }
}
