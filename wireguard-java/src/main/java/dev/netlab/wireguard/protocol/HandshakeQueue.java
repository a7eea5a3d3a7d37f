package dev.netlab.wireguard.protocol;

import dev.netlab.wireguard.crypto.PublicKey;
import dev.netlab.wireguard.ip.Endpoint;
import dev.netlab.wireguard.ip.PacketPrefix;
import dev.netlab.wireguard.ip.PacketView;
import dev.netlab.wireguard.noise.HandshakeResponder;
import dev.netlab.wireguard.noise.StaticIdentity;
import dev.netlab.wireguard.protocol.PacketEvent.HandshakeMessage;
import dev.netlab.wireguard.protocol.PacketEvent.HandshakeSent;
import dev.netlab.wireguard.protocol.PacketEvent.NotOpened;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Pending handshake messages. They cost a thousand times what data costs, so data goes first; when
 * many are pending, senders must prove their address with a cookie.
 */
final class HandshakeQueue {
  private record Item(int type, PacketView datagram, Endpoint from) {
    byte[] message() {
      return datagram.array();
    }
  }

  private final InterfaceState shared;
  private final Queue<Item> items = new ArrayDeque<>(0);
  private final RateLimiter limiter = new RateLimiter();
  private long underLoadUntil = Long.MIN_VALUE;

  HandshakeQueue(InterfaceState shared) {
    this.shared = shared;
  }

  /** Copies a message if there is room. Everything else, even checking its mac1, is done later. */
  void add(int type, PacketView datagram, Endpoint from, List<Action> actions) {
    Cookies.Checker checker = shared.cookies;
    if (checker == null || !shared.up || items.size() == Limits.HANDSHAKE_QUEUE) {
      DropReason why = DropReason.QUEUE_FULL;
      if (!shared.up) {
        why = DropReason.INTERFACE_DOWN;
      } else if (checker == null) {
        why = DropReason.NO_PRIVATE_KEY;
      }
      notifyDrop(datagram, why, from, null, actions);
      return;
    }
    byte[] message = datagram.toBytes();
    items.add(new Item(type, new PacketView(message, 0, message.length), from));
  }

  private void notifyDrop(
      PacketView datagram,
      DropReason why,
      Endpoint from,
      @Nullable PublicKey peer,
      List<Action> actions) {
    if (shared.watched) {
      actions.add(new Action.Notify(new NotOpened(PacketPrefix.of(datagram), why, from, peer)));
    }
  }

  private void notifyDrop(
      Item item, DropReason why, @Nullable PublicKey peer, List<Action> actions) {
    notifyDrop(item.datagram, why, item.from, peer, actions);
  }

  boolean isEmpty() {
    return items.isEmpty();
  }

  int size() {
    return items.size();
  }

  void clear() {
    items.clear();
  }

  /** Processes at most {@code most} messages. */
  void work(int most, long now, List<Action> actions) {
    for (int i = 0; i < most; i++) {
      if (items.size() >= Limits.UNDER_LOAD_QUEUE) {
        underLoadUntil = now + Limits.UNDER_LOAD_TIME;
      }
      Item item = items.poll();
      if (item == null) {
        return;
      }
      switch (item.type) {
        case Messages.COOKIE_REPLY -> cookie(item, now, actions);
        case Messages.INITIATION -> {
          if (isAdmitted(item, now, actions)) {
            initiation(item, now, actions);
          }
        }
        default -> {
          if (isAdmitted(item, now, actions)) {
            response(item, now, actions);
          }
        }
      }
    }
  }

  private boolean isAdmitted(Item item, long now, List<Action> actions) {
    Cookies.Checker checker = shared.cookies;
    if (checker == null) {
      return false;
    }
    if (!checker.checkMac1(item.message())) {
      notifyDrop(item, DropReason.WRONG_MAC1, null, actions);
      return false;
    }
    if (now >= underLoadUntil) {
      return true;
    }
    if (checker.checkMac2(item.message(), item.from, now)) {
      boolean allowed = limiter.allow(item.from.address(), now);
      if (!allowed) {
        notifyDrop(item, DropReason.RATE_LIMITED, null, actions);
      }
      return allowed;
    }
    notifyDrop(item, DropReason.COOKIE_DEMANDED, null, actions);
    byte[] reply = checker.reply(item.message(), item.from, now);
    if (shared.watched) {
      int receiver = Messages.getInt(reply, Messages.RECEIVER);
      actions.add(
          new Action.Notify(
              new HandshakeSent(HandshakeMessage.COOKIE_REPLY, null, item.from, 0, receiver)));
    }
    actions.add(
        new Action.SendDatagram(item.from, Handshake.TOS, new PacketView(reply, 0, reply.length)));
    return false;
  }

  private void initiation(Item item, long now, List<Action> actions) {
    StaticIdentity self = shared.identity;
    if (self == null) {
      return;
    }
    byte[] noise =
        Arrays.copyOfRange(
            item.message(),
            Messages.INITIATION_NOISE,
            Messages.INITIATION_NOISE + Messages.INITIATION_NOISE_SIZE);
    HandshakeResponder responder =
        HandshakeResponder.begin(shared.handshakes, Handshake.PROLOGUE, self, noise);
    if (responder == null) {
      notifyDrop(item, DropReason.HANDSHAKE_FAILED, null, actions);
      return;
    }
    Peer peer = shared.peers.get(responder.initiator());
    if (peer == null) {
      notifyDrop(item, DropReason.UNKNOWN_PEER, responder.initiator(), actions);
    } else {
      peer.handshake.respond(responder, item.message(), item.from, now, actions);
    }
  }

  private void response(Item item, long now, List<Action> actions) {
    int index = Messages.getInt(item.message(), Messages.RESPONSE_RECEIVER);
    if (shared.indices.get(index) instanceof IndexTable.Waiting(Peer peer)) {
      peer.handshake.finish(index, item.message(), item.from, now, actions);
    } else {
      notifyDrop(item, DropReason.UNKNOWN_RECEIVER, null, actions);
    }
  }

  private void cookie(Item item, long now, List<Action> actions) {
    IndexTable.Entry entry = shared.indices.get(Messages.getInt(item.message(), Messages.RECEIVER));
    if (entry == null) {
      notifyDrop(item, DropReason.UNKNOWN_RECEIVER, null, actions);
    } else {
      entry.peer().handshake.cookie(item.message(), item.from, now, actions);
    }
  }
}
