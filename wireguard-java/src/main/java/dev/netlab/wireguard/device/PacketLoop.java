package dev.netlab.wireguard.device;

import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.syscall.Errno;
import dev.netlab.netlink.syscall.Poller;
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
 * The one thread of a device and the state that only it touches. It waits for packets, datagrams,
 * link events, tasks of other threads and the next deadline, and lets none of them starve the
 * others.
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
  private final IcmpSender icmp;
  private @Nullable UdpPorts udp;
  private @Nullable DeviceObserver observer;
  private final HandshakeBudget share = new HandshakeBudget(System::nanoTime);

  private int listenPort;
  private int mark;
  private long dropped;
  private boolean running;
  private volatile boolean stopping;
  private volatile boolean closed;

  private PacketLoop(DeviceOptions options, TunDevice tun, LinkWatch link) {
    this.options = options;
    this.tun = tun;
    this.link = link;
    this.wireGuard = new WireGuard(new SecureRandom(), PacketLoop::unixNanos);
    this.icmp = new IcmpSender(options.namespace(), tun.index(), options.log());
    this.tunPort = new TunPort(tun, options.log());
    this.tunSlot = poller.add(tun.fd());
    this.linkSlot = poller.add(link.fd());
  }

  /** On failure the TUN device stays the caller's. */
  static PacketLoop open(DeviceOptions options, TunDevice tun) {
    LinkWatch link = LinkWatch.open(options.namespace(), tun.name(), tun.index());
    try {
      return new PacketLoop(options, tun, link);
    } catch (RuntimeException | Error e) {
      link.close();
      throw e;
    }
  }

  private static long unixNanos() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
  }

  /** Runs a task on the loop's thread; cancels it once the loop has ended. */
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
    running = true;
    turn(this::linkChanged);
    while (!stopping && link.state() != LinkWatch.State.DELETED) {
      for (FutureTask<?> task = tasks.poll(); task != null; task = tasks.poll()) {
        task.run();
      }
      if (!poller.poll(timeout())) {
        return;
      }
      turn(this::serve);
    }
  }

  /** Whatever may send or deliver packets is done in a turn, which sends and delivers all. */
  private void turn(TurnMemory.Turn work) {
    TurnMemory.with(
        memory -> {
          tunPort.begin(memory);
          work.run(memory);
          finishTurn(memory);
        });
  }

  /** One turn for what the poller found. */
  private void serve(TurnMemory memory) {
    long now = options.clock().nanos();
    share.begin();
    if (poller.ready(linkSlot)) {
      link.update();
      linkChanged(memory);
    }
    if (poller.ready(tunSlot) && !readTun(now, memory)) {
      stopping = true;
      return;
    }
    UdpPorts ports = udp;
    if (ports != null) {
      ports.receive(
          poller,
          memory,
          (datagram, from, tos) -> {
            if (Messages.type(datagram) == Messages.DATA) {
              share.data();
            }
            wireGuard.receive(datagram, from, tos, now, actions);
            perform(memory);
          });
    }
    handshakes(now, memory);
    wireGuard.expire(now, actions);
  }

  private void handshakes(long now, TurnMemory memory) {
    if (!wireGuard.hasHandshakes() || !share.hasTime()) {
      return;
    }
    finishTurn(memory); // data first, and not on their account
    for (int i = 0; i < HANDSHAKES && wireGuard.hasHandshakes() && share.hasTime(); i++) {
      share.spend(() -> wireGuard.handshakes(1, now, actions));
    }
    share.spend(() -> finishTurn(memory));
  }

  private int timeout() {
    if (wireGuard.hasHandshakes()) {
      return share.hasTime() ? 0 : 1;
    }
    long deadline = wireGuard.nextDeadline();
    if (deadline == Long.MAX_VALUE) {
      return -1;
    }
    long wait = deadline - options.clock().nanos();
    return Math.clamp((wait + MILLISECOND - 1) / MILLISECOND, 0, Integer.MAX_VALUE);
  }

  /** False once the device is gone. */
  private boolean readTun(long now, TurnMemory memory) {
    try {
      for (int packets = 0; packets < TURN; ) {
        int read =
            tunPort.read(
                memory,
                packet -> {
                  share.data();
                  wireGuard.send(packet, now, actions);
                  perform(memory);
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

  private void linkChanged(TurnMemory memory) {
    wireGuard.mtu(link.mtu());
    switch (link.state()) {
      case UP -> up();
      case DOWN, DELETED -> {
        if (wireGuard.isUp()) {
          finishTurn(memory);
          wireGuard.down();
          closeSockets();
        }
      }
    }
  }

  private void up() {
    if (wireGuard.isUp()) {
      return;
    }
    try {
      if (udp == null) {
        openSockets(listenPort);
      }
    } catch (KernelException e) {
      options.log().error("Unable to open UDP sockets: " + e.getMessage());
      return;
    }
    if (udp != null) {
      udp.listen(poller);
    }
    wireGuard.up(options.clock().nanos(), actions);
  }

  /** Sets the observer of packets; null for none. */
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

  /** Datagrams that the kernel did not take. */
  long dropped() {
    return dropped;
  }

  /** By the loop's thread, or before it runs. */
  void apply(List<DeviceChange> changes) throws UapiException {
    UapiException[] refused = new UapiException[1];
    turn(
        memory -> {
          try {
            for (DeviceChange change : changes) {
              apply(change);
            }
          } catch (UapiException e) {
            refused[0] = e; // what was done before is sent nevertheless
          }
        });
    if (refused[0] != null) {
      throw refused[0];
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

  /**
   * Binds the port as soon as it is known, also while the link is down: between {@code ip link set
   * up} and our hearing of it another would find nobody there, and try again only after five
   * seconds. What comes before we are up waits in the sockets. A link that goes down closes the
   * port, as the kernel's does.
   */
  private void listenPort(int port) throws UapiException {
    if (udp != null && port == listenPort && port != 0) {
      return;
    }
    boolean linkIsUp = link.state() == LinkWatch.State.UP;
    if (port == 0 && !linkIsUp) {
      closeSockets(); // any port that is free then will do
      listenPort = 0;
      return;
    }
    try {
      openSockets(port);
    } catch (KernelException e) {
      if (linkIsUp) {
        throw new UapiException(e.errno(), "listen_port " + port + ": " + e.getMessage());
      }
      // Only a link that is up claims its port: setting it up tries again, and says what is wrong.
      closeSockets();
      listenPort = port;
      return;
    }
    if (linkIsUp && running) {
      up(); // a port in use may have kept it from that
    }
  }

  private void openSockets(int port) {
    UdpSockets sockets = UdpSockets.open(options.namespace(), port, mark);
    UdpPorts opened = UdpPorts.open(sockets, poller);
    if (!wireGuard.isUp()) {
      opened.wait(poller);
    }
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

  private void finishTurn(TurnMemory memory) {
    perform(memory);
    tunPort.flush();
    if (udp != null) {
      dropped += udp.flush(memory);
    }
  }

  private void perform(TurnMemory memory) {
    for (Action action : actions) {
      switch (action) {
        case Action.SendDatagram(var to, int tos, var datagram) -> {
          if (udp != null) {
            udp.send(to, tos, datagram, memory);
          }
        }
        case Action.Notify(var observation) -> {
          if (observer != null) {
            observer.observe(unixNanos(), observation);
          }
        }
        case Action.DeliverPacket(var packet) -> tunPort.write(packet);
        case Action.Answer(var error) -> icmp.send(error);
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
    icmp.close();
    poller.close();
    link.close();
    tun.close();
  }
}
