package dev.netlab.netlink.socket;

import dev.netlab.netlink.wire.Message;
import java.util.List;

/** What a {@link NetlinkListener} heard. */
public sealed interface Incoming {
  /**
   * One datagram.
   *
   * @param nsid id of the namespace it comes from, as the listener's namespace numbers it (RTM
   *     NEWNSID); -1 for the listener's own, or where it does not listen to all
   */
  record Messages(List<Message> messages, int nsid) implements Incoming {}

  /** ENOBUFS: the queue was full and events were lost before the ones that come next. */
  record Lost() implements Incoming {}

  /** Nothing came in the given time. */
  record TimedOut() implements Incoming {}

  /** {@link NetlinkListener#wake} was called. */
  record Woken() implements Incoming {}

  /** The listener is closed. */
  record Closed() implements Incoming {}
}
