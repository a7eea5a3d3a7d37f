package dev.netlab.wireguard.protocol;

import dev.netlab.wireguard.crypto.ChaCha20Poly1305;
import dev.netlab.wireguard.ip.Ecn;
import dev.netlab.wireguard.ip.Endpoint;
import dev.netlab.wireguard.ip.IpAddress.Version;
import dev.netlab.wireguard.ip.IpHeader;
import dev.netlab.wireguard.ip.Packet;
import java.util.List;

/** The way in of data messages: find the session, open, count, judge, deliver. */
final class Receiver {
  private final InterfaceState shared;

  Receiver(InterfaceState shared) {
    this.shared = shared;
  }

  void receive(Packet datagram, Endpoint from, int tos, long now, List<Action> actions) {
    byte[] array = datagram.array();
    int start = datagram.offset();
    int size = datagram.length();
    IndexTable.Entry entry = shared.indices.get(Messages.getInt(array, start + Messages.RECEIVER));
    if (!(entry instanceof IndexTable.Session(Keypair keypair)) || !keypair.mayReceive(now)) {
      return;
    }
    long counter = Messages.getLong(array, start + Messages.COUNTER);
    if (!keypair.replay.mayAccept(counter)) {
      return;
    }
    int text = start + Messages.DATA_HEADER;
    int sealed = size - Messages.DATA_HEADER;
    if (!shared.opening.open(keypair.keys.receiving(), counter, array, text, sealed, array, text)
        || !keypair.replay.accept(counter)) {
      return;
    }
    Packet packet = datagram.at(text, sealed - ChaCha20Poly1305.TAG_SIZE);
    authenticated(keypair, from, size, now, actions);
    if (packet.length() == 0) {
      keypair.peer.report(Event.KEEPALIVE_RECEIVED, actions);
      return;
    }
    keypair.peer.timers.dataReceived(now);
    judge(keypair.peer, packet, tos, actions);
  }

  /** What every authentic message does, whatever is in it. */
  private void authenticated(
      Keypair keypair, Endpoint from, int size, long now, List<Action> actions) {
    Peer peer = keypair.peer;
    peer.heardFrom(from, size, now);
    if (peer.keypairs.confirm(keypair)) {
      peer.sessionEstablished();
      peer.sender.flush(now, actions);
    }
    Keypair current = peer.keypairs.current();
    if (current != null && !peer.sentLastMinuteHandshake && current.isStaleForReceiving(now)) {
      peer.sentLastMinuteHandshake = true;
      peer.handshake.initiate(now, actions);
    }
  }

  private void judge(Peer peer, Packet packet, int tos, List<Action> actions) {
    Version version = IpHeader.version(packet);
    int length = version == null ? -1 : IpHeader.totalLength(version, packet);
    if (version == null || length < 0) {
      peer.report(Event.PACKET_INVALID, actions);
      return;
    }
    packet.at(packet.offset(), length);
    if (shared.allowedIps.lookup(IpHeader.source(version, packet)) != peer) {
      peer.report(Event.SOURCE_NOT_ALLOWED, actions);
      return;
    }
    if (Ecn.decapsulate(tos & 3, version, packet)) {
      actions.add(new Action.DeliverPacket(packet));
    }
  }
}
