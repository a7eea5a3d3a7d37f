package dev.netlab.wireguard.protocol;

import dev.netlab.wireguard.ip.Endpoint;
import dev.netlab.wireguard.ip.PacketView;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Two interfaces, the wire between them, and their clock. */
final class Network {
  /** A datagram on its way. */
  record Sent(Side from, Endpoint to, int tos, PacketView datagram, long at) {
    byte[] bytes() {
      return datagram.array();
    }

    int type() {
      return bytes()[0];
    }
  }

  private static final long START = TimeUnit.DAYS.toNanos(1);

  long now = START;
  final List<Sent> log = new ArrayList<>();
  final Side a;
  final Side b;
  Predicate<Sent> loses = sent -> false;
  private final Deque<Sent> wire = new ArrayDeque<>();

  Network() {
    a = new Side(1, "192.0.2.1:1000", this);
    b = new Side(2, "192.0.2.2:2000", this);
    introduce(a, b, "10.0.0.2/32", "fd00::2/128");
    introduce(b, a, "10.0.0.1/32", "fd00::1/128");
  }

  void introduce(Side side, Side other, String... prefixes) {
    List<PeerChange> changes = new ArrayList<>();
    changes.add(new PeerChange.SetEndpoint(other.address));
    changes.addAll(Side.allowed(prefixes));
    side.wireGuard.configure(other.publicKey, changes, now, new ArrayList<>());
  }

  void configure(Side side, Side other, PeerChange... changes) {
    List<Action> actions = new ArrayList<>();
    side.wireGuard.configure(other.publicKey, List.of(changes), now, actions);
    perform(side, actions);
    settle();
  }

  long unixNanos() {
    return now + TimeUnit.DAYS.toNanos(20_000);
  }

  /** Sends an IP packet into a tunnel and lets everything settle that needs no time. */
  void send(Side side, byte[] packet) {
    sendOnly(side, packet);
    settle();
  }

  /** Sends an IP packet and leaves what comes of it on the wire. */
  void sendOnly(Side side, byte[] packet) {
    List<Action> actions = new ArrayList<>();
    side.wireGuard.send(Side.packet(packet), now, actions);
    perform(side, actions);
  }

  /** Hands a datagram to a side, as from that endpoint. */
  void receive(Side side, byte[] bytes, Endpoint from) {
    receive(side, bytes, from, 0);
  }

  void receive(Side side, byte[] bytes, Endpoint from, int tos) {
    List<Action> actions = new ArrayList<>();
    byte[] copy = bytes.clone();
    side.wireGuard.receive(new PacketView(copy, 0, copy.length), from, tos, now, actions);
    side.wireGuard.handshakes(Integer.MAX_VALUE, now, actions);
    perform(side, actions);
  }

  /** Delivers what is on the wire until it is empty. */
  void settle() {
    for (Sent sent = wire.poll(); sent != null; sent = wire.poll()) {
      Side to = sent.to.withoutSource().equals(a.address) ? a : b;
      if (!loses.test(sent)) {
        receive(to, sent.bytes(), sent.from.address, sent.tos);
      }
    }
  }

  /** Moves the clock, stopping at every deadline. */
  void pass(long seconds) {
    passNanos(TimeUnit.SECONDS.toNanos(seconds));
  }

  void passNanos(long nanos) {
    long end = now + nanos;
    while (next() <= end) {
      now = Math.max(now, next());
      expire(a);
      expire(b);
      settle();
    }
    now = end;
  }

  private long next() {
    return Math.min(a.wireGuard.nextDeadline(), b.wireGuard.nextDeadline());
  }

  private void expire(Side side) {
    List<Action> actions = new ArrayList<>();
    side.wireGuard.expire(now, actions);
    perform(side, actions);
  }

  void perform(Side side, List<Action> actions) {
    for (Action action : actions) {
      switch (action) {
        case Action.SendDatagram(Endpoint to, int tos, PacketView datagram) -> {
          byte[] bytes = datagram.toBytes();
          PacketView copy = new PacketView(bytes, 0, bytes.length);
          Sent sent = new Sent(side, to, tos, copy, now);
          log.add(sent);
          wire.add(sent);
        }
        case Action.DeliverPacket(PacketView packet) -> side.delivered.add(packet.toBytes());
        case Action.Answer(var error) -> side.answers.add(error);
        case Action.Notify(PacketEvent observation) -> side.observations.add(observation);
        case Action.Report(LogEvent event, var peer) -> side.events.add(event);
      }
    }
  }

  /** What was sent by a side since the log was cleared, of one type. */
  List<Sent> sent(Side side, int type) {
    return log.stream().filter(sent -> sent.from == side && sent.type() == type).toList();
  }

  /** An IPv4 packet of {@code size} bytes. */
  static byte[] ipv4(String from, String to, int size) {
    byte[] packet = new byte[size];
    packet[0] = 0x45;
    packet[2] = (byte) (size >> 8);
    packet[3] = (byte) size;
    packet[8] = 64;
    packet[9] = 17;
    copy(from, packet, 12);
    copy(to, packet, 16);
    return packet;
  }

  static byte[] ipv6(String from, String to, int size) {
    byte[] packet = new byte[size];
    packet[0] = 0x60;
    packet[4] = (byte) ((size - 40) >> 8);
    packet[5] = (byte) (size - 40);
    packet[6] = 17;
    copy(from, packet, 8);
    copy(to, packet, 24);
    return packet;
  }

  private static void copy(String address, byte[] packet, int at) {
    byte[] bytes = dev.netlab.ip.IpAddress.parse(address).toBytes();
    System.arraycopy(bytes, 0, packet, at, bytes.length);
  }

  /** The sum of RFC 1071 over bytes with their checksum: 0xffff where that is right. */
  static int ones(byte[] bytes, int at, int length) {
    int sum = 0;
    for (int i = 0; i < length; i++) {
      sum += (bytes[at + i] & 255) << (i % 2 == 0 ? 8 : 0);
    }
    while (sum >> 16 != 0) {
      sum = (sum & 0xffff) + (sum >> 16);
    }
    return sum;
  }
}
