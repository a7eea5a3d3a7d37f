package dev.netlab.wireguard.protocol;

import dev.netlab.ip.IpVersion;
import dev.netlab.wireguard.crypto.PublicKey;
import dev.netlab.wireguard.crypto.Secret;
import dev.netlab.wireguard.ip.Endpoint;
import dev.netlab.wireguard.ip.IcmpError;
import dev.netlab.wireguard.ip.IpHeader;
import dev.netlab.wireguard.ip.PacketPrefix;
import dev.netlab.wireguard.ip.PacketView;
import dev.netlab.wireguard.noise.StaticIdentity;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One WireGuard interface. Packets, datagrams, configuration and the time go in; {@link Action}s
 * are added to the list given. {@code now} is nanoseconds of any clock that runs on, also while the
 * machine sleeps, and is never negative. One thread at a time.
 *
 * <p>The way of a packet: {@link #send} (to a peer by its destination) and {@link #receive} (from
 * one, checked against its source). Handshake messages wait for {@link #handshakes}; timers for
 * {@link #expire} at {@link #nextDeadline}.
 */
public final class WireGuard {
  /** Bytes that must be free in the array before a packet to send. */
  public static final int HEADROOM = Messages.DATA_HEADER;

  /** Bytes that must be free in the array after a packet to send: padding and tag. */
  public static final int TAILROOM = Limits.PADDING + 16;

  private final InterfaceState shared;
  private final Receiver receiver;
  private final HandshakeQueue queue;
  private final IcmpLimit errors = new IcmpLimit();

  /**
   * @param random a cryptographic source
   */
  public WireGuard(RandomGenerator random, WallClock wallClock) {
    this(new InterfaceState(random, wallClock));
  }

  WireGuard(InterfaceState shared) {
    this.shared = shared;
    this.receiver = new Receiver(shared);
    this.queue = new HandshakeQueue(shared);
  }

  /**
   * An IP packet for the tunnel, with {@link #HEADROOM} and {@link #TAILROOM}. It is sealed where
   * it lies, or copied to wait for a session, or answered by an ICMP error.
   */
  public void send(PacketView packet, long now, List<Action> actions) {
    IpVersion version = IpHeader.version(packet);
    if (version == null || !shared.up) {
      notifyDrop(packet, shared.up ? DropReason.NOT_IP : DropReason.INTERFACE_DOWN, null, actions);
      return;
    }
    Peer peer = shared.allowedIps.lookup(IpHeader.destination(version, packet));
    if (peer == null || peer.endpoint == null) {
      notifyDrop(packet, peer == null ? DropReason.NO_PEER : DropReason.NO_ENDPOINT, peer, actions);
      if (errors.allow(now)) {
        answer(IcmpError.unreachable(version, packet), actions);
      }
    } else if (packet.length() > Limits.LARGEST_PACKET) {
      notifyDrop(packet, DropReason.TOO_BIG, peer, actions);
      if (errors.allow(now)) {
        answer(IcmpError.tooBig(version, packet, Limits.LARGEST_PACKET), actions);
      }
    } else {
      peer.sender.send(packet, now, actions);
    }
  }

  private static void answer(@Nullable IcmpError error, List<Action> actions) {
    if (error != null) {
      actions.add(new Action.Answer(error));
    }
  }

  /**
   * A datagram from the network; data is opened where it lies.
   *
   * @param tos the outer TOS or traffic class, of which only ECN counts
   */
  public void receive(PacketView datagram, Endpoint from, int tos, long now, List<Action> actions) {
    int type = Messages.type(datagram);
    switch (type) {
      case Messages.DATA -> receiver.receive(datagram, from, tos, now, actions);
      case Messages.INITIATION, Messages.RESPONSE, Messages.COOKIE_REPLY ->
          queue.add(type, datagram, from, actions);
      default -> {
        if (shared.watched) {
          actions.add(
              new Action.Notify(
                  new PacketEvent.NotOpened(
                      PacketPrefix.of(datagram), DropReason.NOT_A_MESSAGE, from, null)));
        }
      }
    }
  }

  private void notifyDrop(
      PacketView packet, DropReason why, @Nullable Peer peer, List<Action> actions) {
    if (shared.watched) {
      PublicKey key = peer == null ? null : peer.publicKey;
      actions.add(new Action.Notify(new PacketEvent.NotSealed(PacketPrefix.of(packet), why, key)));
    }
  }

  /** From now on there is an {@link Action.Notify} for what happens to each packet and message. */
  public void watch() {
    shared.watched = true;
  }

  /** Ends what {@link #watch} began. */
  public void unwatch() {
    shared.watched = false;
  }

  /** Processes at most {@code most} pending handshake messages; call it after data. */
  public void handshakes(int most, long now, List<Action> actions) {
    queue.work(most, now, actions);
  }

  /** Whether {@link #handshakes} has something to do. */
  public boolean hasHandshakes() {
    return !queue.isEmpty();
  }

  /** Does what is due by now. */
  public void expire(long now, List<Action> actions) {
    if (now < shared.deadlines.earliest()) {
      return;
    }
    shared.deadlines.reset();
    for (Peer peer : shared.peers.values()) {
      peer.expire(now, actions);
      peer.timers.updateDeadlines();
    }
  }

  /**
   * When {@link #expire} is to be called next; {@code Long.MAX_VALUE} for never. It may be early.
   */
  public long nextDeadline() {
    return shared.deadlines.earliest();
  }

  /** The interface came up: persistent keepalives begin. */
  public void up(long now, List<Action> actions) {
    if (!shared.up) {
      shared.up = true;
      shared.peers.values().forEach(peer -> peer.start(now, actions));
    }
  }

  /** The interface went down: keys, staged packets and timers go. */
  public void down() {
    shared.up = false;
    queue.clear();
    shared.peers.values().forEach(Peer::stop);
  }

  public boolean isUp() {
    return shared.up;
  }

  /** Bytes of the largest IP packet of the TUN device; 0 if unknown. */
  public void mtu(int bytes) {
    shared.mtu = bytes;
  }

  /** Sets the private key; one of zeros takes it away. A peer with our own public key goes. */
  public void privateKey(Secret key, long now, List<Action> actions) {
    StaticIdentity before = shared.identity;
    if (before != null && before.secret().equals(key.clamped())) {
      return;
    }
    if (key.isZero()) {
      shared.identity = null;
      shared.cookies = null;
    } else {
      StaticIdentity identity = StaticIdentity.of(key.clamped());
      shared.identity = identity;
      shared.cookies = new Cookies.Checker(identity.publicKey(), shared.random);
      removePeer(identity.publicKey());
    }
    if (before != null) {
      before.secret().wipe();
    }
    for (Peer peer : shared.peers.values()) {
      peer.identityChanged();
      if (shared.up && shared.identity != null) {
        peer.start(now, actions);
      }
    }
  }

  /** The private key, or null for none. */
  public @Nullable Secret privateKey() {
    return shared.identity == null ? null : shared.identity.secret();
  }

  /**
   * Applies changes to a peer, which is made if it is not there. For our own key nothing happens.
   *
   * @throws IllegalStateException if there are {@link Limits#PEERS} peers already
   */
  public void configure(PublicKey key, List<PeerChange> changes, long now, List<Action> actions) {
    if (shared.identity == null || !shared.identity.publicKey().equals(key)) {
      PeerConfiguration.of(shared, key).apply(changes, now, actions);
    }
  }

  public void removePeer(PublicKey key) {
    PeerConfiguration.remove(shared, key);
  }

  public void removeAllPeers() {
    List.copyOf(shared.peers.keySet()).forEach(this::removePeer);
  }

  /** Forgets the source addresses of answers, since the sockets have been replaced. */
  public void forgetSources() {
    for (Peer peer : shared.peers.values()) {
      Endpoint endpoint = peer.endpoint;
      peer.endpoint = endpoint == null ? null : endpoint.withoutSource();
    }
  }

  /** All peers, in the order in which they were made. */
  public List<PeerStatus> peers() {
    return shared.peers.values().stream().map(Peer::status).toList();
  }

  /** Zeroes every key; the interface must not be used again. */
  public void close() {
    down();
    removeAllPeers();
    if (shared.identity != null) {
      shared.identity.secret().wipe();
      shared.identity = null;
    }
    shared.forgetKeys();
  }
}
