package dev.netlab.wireguard.protocol;

import dev.netlab.ip.IpVersion;
import dev.netlab.wireguard.crypto.ChaCha20Poly1305;
import dev.netlab.wireguard.ip.EcnField;
import dev.netlab.wireguard.ip.Endpoint;
import dev.netlab.wireguard.ip.IpHeader;
import dev.netlab.wireguard.ip.PacketPrefix;
import dev.netlab.wireguard.ip.PacketView;
import dev.netlab.wireguard.protocol.PacketEvent.NotSealed;
import dev.netlab.wireguard.protocol.PacketEvent.Sealed;
import dev.netlab.wireguard.protocol.PacketEvent.Staged;
import dev.netlab.wireguard.protocol.PacketEvent.Transport;
import java.util.Arrays;
import java.util.List;

/** One peer's send path: packets are staged until there is a session, then sealed and counted. */
final class Sender {
  private final Peer peer;
  private final InterfaceState shared;

  Sender(Peer peer) {
    this.peer = peer;
    this.shared = peer.shared;
  }

  /** Sends an IP packet, sealed where it lies, or keeps a copy until there is a session. */
  void send(PacketView packet, long now, List<Action> actions) {
    Keypair keypair = peer.keypairs.current();
    Endpoint to = peer.endpoint;
    if (keypair == null || to == null || !keypair.maySend(now) || !peer.staged.isEmpty()) {
      stage(packet, actions);
      flush(now, actions);
      return;
    }
    seal(keypair, to, packet, now, actions);
    keepFresh(keypair, now, actions);
  }

  private void stage(PacketView packet, List<Action> actions) {
    PacketView oldest = peer.staged.add(packet);
    if (shared.watched) {
      actions.add(notification(new Staged(PacketPrefix.of(packet), peer.publicKey)));
      if (oldest != null) {
        notifyDrop(oldest, DropReason.TOO_MANY_STAGED, actions);
      }
    }
  }

  /** Drops all staged packets. */
  void giveUp(DropReason why, List<Action> actions) {
    for (PacketView packet = peer.staged.poll(); packet != null; packet = peer.staged.poll()) {
      if (shared.watched) {
        notifyDrop(packet, why, actions);
      }
    }
  }

  private void notifyDrop(PacketView packet, DropReason why, List<Action> actions) {
    actions.add(notification(new NotSealed(PacketPrefix.of(packet), why, peer.publicKey)));
  }

  private static Action notification(PacketEvent observation) {
    return new Action.Notify(observation);
  }

  /** Sends staged packets, or a keepalive if there are none. */
  void keepalive(long now, List<Action> actions) {
    if (peer.staged.isEmpty()) {
      peer.staged.addKeepalive();
      peer.report(LogEvent.KEEPALIVE_SENT, actions);
    }
    flush(now, actions);
  }

  /** Confirms the new session to the responder. */
  void confirm(long now, List<Action> actions) {
    keepalive(now, actions);
  }

  /** Sends staged packets, or begins a handshake if there is no session. */
  void flush(long now, List<Action> actions) {
    if (peer.staged.isEmpty() || !shared.up) {
      return;
    }
    Keypair keypair = peer.keypairs.current();
    Endpoint to = peer.endpoint;
    while (keypair != null && to != null && keypair.maySend(now)) {
      PacketView packet = peer.staged.poll();
      if (packet == null) {
        keepFresh(keypair, now, actions);
        return;
      }
      seal(keypair, to, packet, now, actions);
    }
    if (!peer.staged.isEmpty()) {
      peer.handshake.initiate(now, actions);
    }
  }

  private void keepFresh(Keypair keypair, long now, List<Action> actions) {
    if (keypair.isStaleForSending(now)) {
      peer.handshake.initiate(now, actions);
    }
  }

  private void seal(
      Keypair keypair, Endpoint to, PacketView packet, long now, List<Action> actions) {
    byte[] array = packet.array();
    int start = packet.offset();
    int end = start + packet.length();
    int padded = packet.length() + padding(packet.length());
    int header = start - Messages.DATA_HEADER;
    int sealed = Messages.DATA_HEADER + padded + ChaCha20Poly1305.TAG_SIZE;
    int tos = 0;
    boolean isData = packet.length() > 0;
    IpVersion version = IpHeader.version(packet);
    if (version != null) {
      tos = EcnField.of(version, packet);
    }
    PacketPrefix inner = shared.watched ? PacketPrefix.of(packet) : null;
    Arrays.fill(array, end, start + padded, (byte) 0);
    long counter = keypair.sendCounter++;
    Messages.putInt(array, header, Messages.DATA);
    Messages.putInt(array, header + Messages.RECEIVER, keypair.remoteIndex);
    Messages.putLong(array, header + Messages.COUNTER, counter);
    shared.sealing.seal(keypair.keys.sending(), counter, array, start, padded, array, start);
    packet.at(header, sealed);
    peer.sentBytes += sealed;
    peer.timers.authenticatedSent(now);
    if (isData) {
      peer.timers.dataSent(now);
    }
    if (inner != null) {
      Transport transport = new Transport(peer.publicKey, to, keypair.remoteIndex, counter);
      actions.add(notification(new Sealed(inner, transport)));
    }
    actions.add(new Action.SendDatagram(to, tos, packet));
  }

  /** Bytes to the next multiple of 16, but not beyond the MTU. */
  private int padding(int length) {
    int last = shared.mtu > 0 && length > shared.mtu ? length % shared.mtu : length;
    int padded = (last + Limits.PADDING - 1) & -Limits.PADDING;
    return (shared.mtu > 0 ? Math.min(padded, shared.mtu) : padded) - last;
  }
}
