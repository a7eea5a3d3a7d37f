package dev.netlab.wireguard.device;

import dev.netlab.ip.IpAddress;
import dev.netlab.ip.IpPrefix;
import dev.netlab.wireguard.crypto.Curve25519;
import dev.netlab.wireguard.crypto.PublicKey;
import dev.netlab.wireguard.crypto.Secret;
import dev.netlab.wireguard.ip.Endpoint;
import dev.netlab.wireguard.ip.PacketView;
import dev.netlab.wireguard.protocol.Action;
import dev.netlab.wireguard.protocol.PeerChange;
import dev.netlab.wireguard.protocol.WireGuard;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;

/** A peer without a TUN device: the protocol over a UDP socket of its own. */
final class RemotePeer implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 10_000;

  final PublicKey publicKey;
  private final WireGuard wireGuard;
  private final DatagramSocket socket;
  private final Deque<byte[]> delivered = new ArrayDeque<>();

  /** It knows one peer, which has all of IPv4; where that is, it may learn later. */
  RemotePeer(RandomGenerator random, DatagramSocket socket, PublicKey theirs) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(TIMEOUT_MILLIS);
    Secret secret = Secret.generate(random);
    publicKey = Curve25519.publicKey(secret);
    wireGuard = new WireGuard(random, () -> System.currentTimeMillis() * 1_000_000);
    List<Action> actions = new ArrayList<>();
    wireGuard.privateKey(secret, now(), actions);
    wireGuard.up(now(), actions);
    PeerChange all = new PeerChange.AddAllowedIp(IpPrefix.parse("0.0.0.0/0"));
    wireGuard.configure(theirs, List.of(all), now(), actions);
    perform(actions);
  }

  int port() {
    return socket.getLocalPort();
  }

  void isAt(PublicKey theirs, Endpoint endpoint) throws IOException {
    List<Action> actions = new ArrayList<>();
    PeerChange change = new PeerChange.SetEndpoint(endpoint);
    wireGuard.configure(theirs, List.of(change), now(), actions);
    perform(actions);
  }

  void send(byte[] packet) throws IOException {
    byte[] array = new byte[WireGuard.HEADROOM + packet.length + WireGuard.TAILROOM];
    System.arraycopy(packet, 0, array, WireGuard.HEADROOM, packet.length);
    List<Action> actions = new ArrayList<>();
    wireGuard.send(new PacketView(array, WireGuard.HEADROOM, packet.length), now(), actions);
    perform(actions);
  }

  /** The next packet out of the tunnel, or a SocketTimeoutException. */
  byte[] receive() throws IOException {
    while (delivered.isEmpty()) {
      DatagramPacket datagram = new DatagramPacket(new byte[2048], 2048);
      socket.receive(datagram);
      PacketView packet = new PacketView(datagram.getData(), 0, datagram.getLength());
      String from = datagram.getAddress().getHostAddress();
      Endpoint sender = new Endpoint(IpAddress.parse(from), datagram.getPort());
      List<Action> actions = new ArrayList<>();
      wireGuard.receive(packet, sender, 0, now(), actions);
      wireGuard.handshakes(1, now(), actions);
      perform(actions);
    }
    return delivered.remove();
  }

  private void perform(List<Action> actions) throws IOException {
    for (Action action : actions) {
      switch (action) {
        case Action.SendDatagram(var to, int tos, var datagram) -> {
          InetAddress address = InetAddress.getByAddress(to.address().toBytes());
          byte[] bytes = datagram.toBytes();
          socket.send(new DatagramPacket(bytes, bytes.length, address, to.port()));
        }
        case Action.DeliverPacket(var packet) -> delivered.add(packet.toBytes());
        case Action.Answer(var error) -> {}
        case Action.Notify(var observation) -> {}
        case Action.Report(var event, var peer) -> {}
      }
    }
  }

  private static long now() {
    return DeviceClock.BOOT.nanos();
  }

  @Override
  public void close() {
    socket.close();
    wireGuard.close();
  }
}
