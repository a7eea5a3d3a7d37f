package dev.netlab.engine.links;

import dev.netlab.engine.links.GeneveDrop.Reason;
import dev.netlab.netlink.syscall.Const;
import dev.netlab.netlink.syscall.Fd;
import dev.netlab.netlink.syscall.Memory;
import dev.netlab.netlink.syscall.Sys;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of all tunnels of one namespace that have the same UDP port and IP version: one that
 * receives, as the kernel has one, and raw ones that send. What comes is told apart by VNI and
 * sender.
 */
final class TunnelPort implements PollLoop.Source {
  private static final int SOL_IP = 0;
  private static final int IP_RECVTOS = 13;
  private static final int IP_TTL = 2;
  private static final int SOL_IPV6 = 41;
  private static final int IPV6_V6ONLY = 26;
  private static final int IPV6_RECVTCLASS = 66;
  private static final int SOL_UDP = 17;
  private static final int UDP_NO_CHECK6_RX = 102;
  private static final int BUFFER = 4 << 20;
  private static final int ROUNDS = 4;

  private final Fd receiver;
  private final Map<RawSocket, Fd> senders;
  private final RouteProbe probe;
  private final ReceivedDatagrams batch;
  private final DropReporter refusals;
  private final List<GeneveDevice> devices = new CopyOnWriteArrayList<>();

  private TunnelPort(
      Fd receiver,
      Map<RawSocket, Fd> senders,
      RouteProbe probe,
      ReceivedDatagrams batch,
      DropReporter refusals) {
    this.receiver = receiver;
    this.senders = senders;
    this.probe = probe;
    this.batch = batch;
    this.refusals = refusals;
  }

  /** Opens the sockets that this tunnel needs, in the calling thread's network namespace. */
  static TunnelPort open(GeneveTunnel tunnel, ReceivedDatagrams batch, DropReporter refusals) {
    Map<RawSocket, Fd> senders = new EnumMap<>(RawSocket.class);
    RouteProbe probe = new RouteProbe(tunnel.isIpv6());
    @Nullable Fd receiver = null;
    try {
      receiver = receiver(tunnel);
      List<RawSocket> kinds =
          tunnel.isIpv6()
              ? List.of(RawSocket.IPV6, RawSocket.IPV6_ZERO)
              : List.of(RawSocket.IPV4, RawSocket.IPV4_DF);
      for (RawSocket kind : kinds) {
        senders.put(kind, kind.open());
      }
      return new TunnelPort(receiver, senders, probe, batch, refusals);
    } catch (RuntimeException | Error e) {
      if (receiver != null) {
        receiver.close();
      }
      senders.values().forEach(Fd::close);
      probe.close();
      throw e;
    }
  }

  private static Fd receiver(GeneveTunnel tunnel) {
    boolean six = tunnel.isIpv6();
    String what = "listen on UDP port " + tunnel.port() + (six ? " over IPv6" : "");
    Fd fd = Sys.socket(what, six ? Const.AF_INET6 : Const.AF_INET, Const.SOCK_DGRAM, 0);
    try {
      Sys.setsockopt(what, fd, Const.SOL_SOCKET, Const.SO_RCVBUFFORCE, BUFFER);
      if (six) {
        Sys.setsockopt(what, fd, SOL_IPV6, IPV6_V6ONLY, 1);
        Sys.setsockopt(what, fd, SOL_IPV6, IPV6_RECVTCLASS, 1);
        boolean zero = tunnel.accepted() == GeneveTunnel.AcceptedChecksum.FULL_OR_ZERO;
        Sys.setsockopt(what, fd, SOL_UDP, UDP_NO_CHECK6_RX, zero ? 1 : 0);
      } else {
        Sys.setsockopt(what, fd, SOL_IP, IP_RECVTOS, 1);
      }
      Sys.bind(what, fd, SocketAddress.of(any(six), tunnel.port()));
      return fd;
    } catch (RuntimeException | Error e) {
      fd.close();
      throw e;
    }
  }

  private static InetAddress any(boolean six) {
    try {
      return InetAddress.getByAddress(new byte[six ? 16 : 4]);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  Fd sender(RawSocket kind) {
    return Objects.requireNonNull(senders.get(kind), kind::name);
  }

  RouteProbe probe() {
    return probe;
  }

  /** The namespace's {@code net.ipv4.ip_default_ttl}. */
  int defaultTtl() {
    ByteBuffer value = Memory.allocate(4);
    Sys.getsockopt("get the default TTL", sender(RawSocket.IPV4_DF), SOL_IP, IP_TTL, value);
    return value.getInt(0);
  }

  void add(GeneveDevice device) {
    devices.add(device);
  }

  boolean remove(GeneveDevice device) {
    return devices.remove(device);
  }

  List<GeneveDevice> devices() {
    return devices;
  }

  @Override
  public Fd fd() {
    return receiver;
  }

  @Override
  public void handle() {
    for (int round = 0; round < ROUNDS; round++) {
      int received = batch.receive(receiver);
      for (int i = 0; i < received; i++) {
        deliver(i);
      }
      if (received < ReceivedDatagrams.SLOTS) {
        return;
      }
    }
  }

  private void deliver(int index) {
    ByteBuffer data = batch.data();
    int at = batch.at(index);
    int length = batch.length(index);
    GeneveHeader.Verdict verdict = GeneveHeader.validate(data, at, length);
    switch (verdict) {
      case MALFORMED ->
          reportDrop(
              GeneveHeader.isOtherVersion(data, at, length)
                  ? Reason.UNKNOWN_VERSION
                  : Reason.TOO_SHORT,
              index);
      case UNKNOWN_PROTOCOL -> reportDrop(Reason.UNKNOWN_PROTOCOL, index);
      case FRAME, NOT_ETHERNET, CRITICAL_OPTION -> {
        int vni = GeneveHeader.vni(data, at);
        for (GeneveDevice device : devices) {
          if (device.receivesFrom(vni, batch.names(), batch.nameAt(index))) {
            Reason why = device.receive(verdict, data, at, length, batch.dsField(index));
            if (why != null) {
              reportDrop(device.name(), why, index);
            }
            return;
          }
        }
        boolean known = devices.stream().anyMatch(device -> device.tunnel().id() == vni);
        reportDrop(known ? Reason.UNKNOWN_REMOTE : Reason.UNKNOWN_VNI, index);
      }
    }
  }

  private void reportDrop(Reason why, int index) {
    reportDrop(null, why, index);
  }

  private void reportDrop(@Nullable String device, Reason why, int index) {
    ByteBuffer data = batch.data();
    refusals.datagram(
        device,
        why,
        data,
        batch.at(index),
        batch.length(index),
        batch.names(),
        batch.nameAt(index));
  }

  DropReporter drops() {
    return refusals;
  }

  @Override
  public void failed(RuntimeException e) {
    devices.forEach(device -> device.failed(e));
  }

  @Override
  public void close() {
    receiver.close();
    senders.values().forEach(Fd::close);
    probe.close();
  }
}
