package dev.netlab.wireguard.protocol;

import dev.netlab.ip.IpVersion;
import dev.netlab.wireguard.crypto.ChaCha20Poly1305;
import dev.netlab.wireguard.crypto.PublicKey;
import dev.netlab.wireguard.ip.EcnField;
import dev.netlab.wireguard.ip.Endpoint;
import dev.netlab.wireguard.ip.IpHeader;
import dev.netlab.wireguard.ip.PacketPrefix;
import dev.netlab.wireguard.ip.PacketView;
import dev.netlab.wireguard.protocol.PacketEvent.NotDelivered;
import dev.netlab.wireguard.protocol.PacketEvent.NotOpened;
import dev.netlab.wireguard.protocol.PacketEvent.Opened;
import dev.netlab.wireguard.protocol.PacketEvent.Transport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The receive path of data messages: find the session, open, count, validate, deliver. */
final class Receiver {
  private final InterfaceState shared;

  Receiver(InterfaceState shared) {
    this.shared = shared;
  }

  void receive(PacketView datagram, Endpoint from, int tos, long now, List<Action> actions) {
    byte[] array = datagram.array();
    int start = datagram.offset();
    int size = datagram.length();
    IndexTable.Entry entry = shared.indices.get(Messages.getInt(array, start + Messages.RECEIVER));
    if (!(entry instanceof IndexTable.Session(Keypair keypair))) {
      notifyDrop(datagram, DropReason.UNKNOWN_RECEIVER, from, entry, actions);
      return;
    }
    if (!keypair.mayReceive(now)) {
      notifyDrop(datagram, DropReason.SESSION_EXPIRED, from, entry, actions);
      return;
    }
    long counter = Messages.getLong(array, start + Messages.COUNTER);
    if (!keypair.replay.mayAccept(counter)) {
      notifyDrop(datagram, DropReason.REPLAYED, from, entry, actions);
      return;
    }
    int text = start + Messages.DATA_HEADER;
    int sealed = size - Messages.DATA_HEADER;
    if (!shared.opening.open(keypair.keys.receiving(), counter, array, text, sealed, array, text)
        || !keypair.replay.accept(counter)) {
      notifyDrop(datagram, DropReason.NOT_AUTHENTIC, from, entry, actions);
      return;
    }
    PacketView packet = datagram.at(text, sealed - ChaCha20Poly1305.TAG_SIZE);
    authenticated(keypair, from, size, now, actions);
    if (packet.length() == 0) {
      keypair.peer.report(LogEvent.KEEPALIVE_RECEIVED, actions);
      if (shared.watched) {
        notifyObserver(
            new Opened(PacketPrefix.of(packet), transport(keypair, from, counter)), actions);
      }
      return;
    }
    keypair.peer.timers.dataReceived(now);
    DropReason why = validate(keypair.peer, packet, tos, actions);
    if (shared.watched) {
      PacketPrefix inner = PacketPrefix.of(packet);
      Transport transport = transport(keypair, from, counter);
      notifyObserver(
          why == null ? new Opened(inner, transport) : new NotDelivered(inner, why, transport),
          actions);
    }
    if (why == null) {
      actions.add(new Action.DeliverPacket(packet));
    }
  }

  private static Transport transport(Keypair keypair, Endpoint from, long counter) {
    return new Transport(keypair.peer.publicKey, from, keypair.localIndex, counter);
  }

  private void notifyDrop(
      PacketView datagram,
      DropReason why,
      Endpoint from,
      IndexTable.@Nullable Entry entry,
      List<Action> actions) {
    if (shared.watched) {
      PublicKey peer = entry == null ? null : entry.peer().publicKey;
      notifyObserver(new NotOpened(PacketPrefix.of(datagram), why, from, peer), actions);
    }
  }

  private static void notifyObserver(PacketEvent observation, List<Action> actions) {
    actions.add(new Action.Notify(observation));
  }

  /** What every authentic message causes, whatever it contains. */
  private void authenticated(
      Keypair keypair, Endpoint from, int size, long now, List<Action> actions) {
    Peer peer = keypair.peer;
    peer.heardFrom(from, size, now);
    if (peer.keypairs.confirm(keypair)) {
      peer.sessionEstablished(keypair, actions);
      peer.sender.flush(now, actions);
    }
    Keypair current = peer.keypairs.current();
    if (current != null && !peer.sentLastMinuteHandshake && current.isStaleForReceiving(now)) {
      peer.sentLastMinuteHandshake = true;
      peer.handshake.initiate(now, actions);
    }
  }

  /** Why the packet must not be delivered, or null. */
  private @Nullable DropReason validate(
      Peer peer, PacketView packet, int tos, List<Action> actions) {
    IpVersion version = IpHeader.version(packet);
    int length = version == null ? -1 : IpHeader.totalLength(version, packet);
    if (version == null || length < 0) {
      peer.report(LogEvent.PACKET_INVALID, actions);
      return DropReason.NOT_IP;
    }
    packet.at(packet.offset(), length);
    if (shared.allowedIps.lookup(IpHeader.source(version, packet)) != peer) {
      peer.report(LogEvent.SOURCE_NOT_ALLOWED, actions);
      return DropReason.SOURCE_NOT_ALLOWED;
    }
    return EcnField.decapsulate(tos & 3, version, packet) ? null : DropReason.CONGESTION;
  }
}
