package dev.netlab.wireguard.device;

import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.sys.Errno;
import dev.netlab.netlink.sys.Poller;
import dev.netlab.netlink.tun.TunDevice;
import dev.netlab.wireguard.protocol.Action;
import dev.netlab.wireguard.protocol.Messages;
import dev.netlab.wireguard.protocol.WireGuard;
import dev.netlab.wireguard.uapi.DeviceChange;
import dev.netlab.wireguard.uapi.DeviceStatus;
import dev.netlab.wireguard.uapi.UapiException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * The one thread of a device, and all that only it touches: it waits for packets, datagrams, link
 * events, tasks of other threads and the next deadline, and lets nothing of them starve the others.
 */
final class PacketLoop implements AutoCloseable {
  /** Packets read in one turn from the TUN device: some bursts of it. */
  private static final int TURN = 256;

  /**
   * Handshake messages a turn, if there is time for so many: fewer than a turn receives, so that in
   * a flood they wait here, where it is seen that they do, and not in the socket.
   */
  private static final int HANDSHAKES = 4;

  private static final long MILLISECOND = 1_000_000L;

  private final DeviceOptions options;
  private final TunDevice tun;
  private final LinkWatch link;
  private final WireGuard wireGuard;
  private final TunPort tunPort;
  private final List<Action> actions = new ArrayList<>();
  private final Queue<FutureTask<?>> tasks = new ConcurrentLinkedQueue<>();
  private final Poller poller = new Poller();
  private final int tunSlot;
  private final int linkSlot;
  private @Nullable UdpPorts udp;
  private @Nullable DeviceObserver observer;
  private final HandshakeShare share = new HandshakeShare(System::nanoTime);

  private int listenPort;
  private int mark;
  private volatile boolean stopping;
  private volatile boolean closed;

  private PacketLoop(DeviceOptions options, TunDevice tun, LinkWatch link) {
    this.options = options;
    this.tun = tun;
    this.link = link;
    this.wireGuard = new WireGuard(new SecureRandom(), PacketLoop::unixNanos);
    this.tunPort = new TunPort(tun, options.log());
    this.tunSlot = poller.add(tun.fd());
    this.linkSlot = poller.add(link.fd());
  }

  static PacketLoop open(DeviceOptions options, TunDevice tun) {
    return new PacketLoop(
        options, tun, LinkWatch.open(options.namespace(), tun.name(), tun.index()));
  }

  private static long unixNanos() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
  }

  /** Has a task done by the loop's thread; cancels it once the loop has ended. */
  void submit(FutureTask<?> task) {
    tasks.add(task);
    poller.wake();
    if (closed) {
      cancelTasks();
    }
  }

  private void cancelTasks() {
    for (FutureTask<?> task = tasks.poll(); task != null; task = tasks.poll()) {
      task.cancel(false);
    }
  }

  void stop() {
    stopping = true;
    poller.wake();
  }

  /** Runs until stopped or until the TUN device is deleted. */
  void run() {
    linkChanged();
    while (!stopping && link.state() != LinkWatch.State.DELETED) {
      for (FutureTask<?> task = tasks.poll(); task != null; task = tasks.poll()) {
        task.run();
      }
      if (!poller.poll(timeout())) {
        return;
      }
      long now = options.clock().nanos();
      share.begin();
      if (poller.ready(linkSlot)) {
        link.update();
        linkChanged();
      }
      if (poller.ready(tunSlot) && !readTun(now)) {
        return;
      }
      UdpPorts ports = udp;
      if (ports != null) {
        ports.receive(
            poller,
            (datagram, from, tos) -> {
              if (Messages.type(datagram) == Messages.DATA) {
                share.data();
              }
              wireGuard.receive(datagram, from, tos, now, actions);
              perform();
            });
      }
      handshakes(now);
      wireGuard.expire(now, actions);
      finishTurn();
    }
  }

  private void handshakes(long now) {
    if (!wireGuard.hasHandshakes() || !share.isLeft()) {
      return;
    }
    finishTurn(); // data first, and not on their account
    for (int i = 0; i < HANDSHAKES && wireGuard.hasHandshakes() && share.isLeft(); i++) {
      share.take(() -> wireGuard.handshakes(1, now, actions));
    }
    share.take(this::finishTurn);
  }

  private int timeout() {
    if (wireGuard.hasHandshakes()) {
      return share.isLeft() ? 0 : 1;
    }
    long deadline = wireGuard.nextDeadline();
    if (deadline == Long.MAX_VALUE) {
      return -1;
    }
    long wait = deadline - options.clock().nanos();
    return Math.clamp((wait + MILLISECOND - 1) / MILLISECOND, 0, Integer.MAX_VALUE);
  }

  /** False once the device is gone. */
  private boolean readTun(long now) {
    try {
      for (int packets = 0; packets < TURN; ) {
        int read =
            tunPort.read(
                packet -> {
                  share.data();
                  wireGuard.send(packet, now, actions);
                  perform();
                });
        if (read == 0) {
          return true;
        }
        packets += read;
      }
      return true;
    } catch (KernelException e) {
      if (e.errno() == Errno.EBADFD) {
        return false;
      }
      throw e;
    }
  }

  private void linkChanged() {
    wireGuard.mtu(link.mtu());
    switch (link.state()) {
      case UP -> up();
      case DOWN, DELETED -> {
        wireGuard.down();
        closeSockets();
      }
    }
  }

  private void up() {
    if (wireGuard.isUp()) {
      return;
    }
    try {
      openSockets(listenPort);
    } catch (KernelException e) {
      options.log().error("Unable to open UDP sockets: " + e.getMessage());
      return;
    }
    wireGuard.up(options.clock().nanos(), actions);
    finishTurn();
  }

  /** Who is told from now on what becomes of packets; null for nobody. */
  void observer(@Nullable DeviceObserver next) {
    observer = next;
    if (next == null) {
      wireGuard.unwatch();
    } else {
      wireGuard.watch();
    }
  }

  DeviceStatus status() {
    return new DeviceStatus(wireGuard.privateKey(), listenPort, mark, wireGuard.peers());
  }

  void apply(List<DeviceChange> changes) throws UapiException {
    try {
      for (DeviceChange change : changes) {
        apply(change);
      }
    } finally {
      finishTurn();
    }
  }

  private void apply(DeviceChange change) throws UapiException {
    long now = options.clock().nanos();
    switch (change) {
      case DeviceChange.PrivateKey(var key) -> wireGuard.privateKey(key, now, actions);
      case DeviceChange.ListenPort(int port) -> listenPort(port);
      case DeviceChange.FirewallMark(int value) -> {
        mark = value;
        if (udp != null) {
          udp.mark(value);
        }
        wireGuard.forgetSources();
      }
      case DeviceChange.ReplacePeers() -> wireGuard.removeAllPeers();
      case DeviceChange.Peer(var key, var peerChanges) ->
          wireGuard.configure(key, peerChanges, now, actions);
    }
  }

  private void listenPort(int port) throws UapiException {
    if (udp == null || (port == listenPort && port != 0)) {
      listenPort = port;
      return;
    }
    try {
      openSockets(port);
    } catch (KernelException e) {
      throw new UapiException(e.errno(), "listen_port " + port + ": " + e.getMessage());
    }
  }

  private void openSockets(int port) {
    UdpPorts opened = UdpPorts.open(UdpSockets.open(options.namespace(), port, mark), poller);
    closeSockets();
    udp = opened;
    listenPort = opened.port();
    wireGuard.forgetSources();
  }

  private void closeSockets() {
    if (udp != null) {
      udp.close(poller);
      udp = null;
    }
  }

  private void finishTurn() {
    perform();
    tunPort.flush();
    if (udp != null) {
      udp.flush();
    }
  }

  private void perform() {
    for (Action action : actions) {
      switch (action) {
        case Action.SendDatagram(var to, int tos, var datagram) -> {
          if (udp != null) {
            udp.send(to, tos, datagram);
          }
        }
        case Action.Tell(var observation) -> {
          if (observer != null) {
            observer.observed(unixNanos(), observation);
          }
        }
        case Action.DeliverPacket(var packet) -> tunPort.write(packet);
        case Action.Report(var event, var peer) ->
            options.log().verbose(() -> peer + " - " + event.text());
      }
    }
    actions.clear();
  }

  @Override
  public void close() {
    closed = true;
    cancelTasks();
    wireGuard.close();
    closeSockets();
    poller.close();
    link.close();
    tun.close();
  }
}
