package dev.netlab.engine.links;

import dev.netlab.engine.links.GeneveDrop.Reason;
import dev.netlab.ip.Ecn;
import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.syscall.Errno;
import dev.netlab.netlink.syscall.Fd;
import dev.netlab.netlink.tun.Offload;
import dev.netlab.netlink.tun.TunDevice;
import dev.netlab.netlink.tun.VirtioNetHeader;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A userspace GENEVE interface: a TAP device and the tunnel behind it. */
public final class GeneveDevice implements PollLoop.Source {
  private static final int ROUNDS = 4;

  private final String name;
  private final GeneveTunnel tunnel;
  private final TunDevice tap;
  private final ByteBuffer remote;
  private final FrameBatch frames;
  private final OuterPackets batch;
  private final Encapsulator encapsulator;
  private final Segmenter segmenter;
  private final InnerFrame inner = new InnerFrame();
  private final TapSettings settings;
  private final DropReporter refusals;
  private final GeneveCounters.Tally counters = new GeneveCounters.Tally();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final Consumer<GeneveDevice> whenEnded;

  GeneveDevice(
      String name,
      GeneveTunnel tunnel,
      TunDevice tap,
      TunnelPort port,
      FrameBatch frames,
      OuterPackets batch,
      FlowHash hash,
      Consumer<GeneveDevice> whenEnded) {
    this.whenEnded = whenEnded;
    this.name = name;
    this.tunnel = tunnel;
    this.tap = tap;
    this.frames = frames;
    this.batch = batch;
    refusals = port.drops();
    remote = SocketAddress.of(tunnel.remote(), tunnel.port());
    encapsulator = new Encapsulator(tunnel, port, batch, counters, hash);
    segmenter = new Segmenter(encapsulator);
    settings = new TapSettings(tap);
    EnumSet<Offload> offloads = EnumSet.allOf(Offload.class);
    offloads.remove(Offload.TSO_ECN);
    tap.offload(offloads);
  }

  public String name() {
    return name;
  }

  public GeneveTunnel tunnel() {
    return tunnel;
  }

  public GeneveCounters counters() {
    return counters.snapshot();
  }

  /**
   * Done when the device has ended: normally when it was closed, with the {@link KernelException}
   * where its TAP went away.
   */
  public CompletableFuture<Void> ended() {
    return ended.copy();
  }

  boolean receivesFrom(int vni, ByteBuffer names, int at) {
    return vni == tunnel.id() && SocketAddress.sameAddress(names, at, remote);
  }

  @Override
  public Fd fd() {
    return tap.fd();
  }

  /** Frames from the interface into the tunnel. */
  @Override
  public void handle() {
    for (int round = 0; round < ROUNDS; round++) {
      int read = frames.read(tap);
      for (int i = 0; i < read; i++) {
        send(i);
      }
      batch.flush();
      if (read < FrameBatch.SLOTS) {
        return;
      }
    }
  }

  private void send(int index) {
    if (frames.length(index) < InnerFrame.ETHERNET_HEADER) {
      notSent(Reason.INNER_TOO_SHORT, index);
      return;
    }
    inner.read(frames.data(), frames.at(index), frames.length(index));
    if (inner.isCutShort()) {
      notSent(Reason.INNER_TOO_SHORT, index);
      return;
    }
    encapsulator.begin(inner);
    if (!segmenter.add(frames.header(index), inner)) {
      notSent(Reason.NOT_SEGMENTABLE, index);
    }
  }

  private void notSent(Reason why, int index) {
    counters.sendErrors.incrementAndGet();
    refusals.frame(name, why, frames.data(), frames.at(index), frames.length(index));
  }

  /** A datagram from the tunnel: {@code geneve_rx} of Linux. Null, or why it was not taken. */
  @Nullable Reason receive(
      GeneveHeader.Verdict verdict, ByteBuffer data, int at, int length, int outer) {
    return switch (verdict) {
      case FRAME -> {
        int header = GeneveHeader.size(data, at);
        yield deliver(inner.read(data, at + header, length - header), outer);
      }
      case CRITICAL_OPTION -> {
        counters.receiveErrors.incrementAndGet();
        yield Reason.CRITICAL_OPTION;
      }
      case MALFORMED, UNKNOWN_PROTOCOL, NOT_ETHERNET -> {
        counters.receiveDropped.incrementAndGet();
        yield Reason.NOT_ETHERNET;
      }
    };
  }

  private @Nullable Reason deliver(InnerFrame frame, int outer) {
    settings.refresh();
    int before = frame.dsField();
    int after = frame.isIpv4() || frame.isIpv6() ? Ecn.decapsulate(outer, before) : before;
    Reason why = wrong(frame, after);
    if (why != null) {
      counters.receiveErrors.incrementAndGet();
      return why;
    }
    if (after != before) {
      frame.dsField(after);
    }
    ByteBuffer bytes = frame.bytes();
    int from = frame.start() - VirtioNetHeader.SIZE;
    ReceivedChecksum.header(frame, settings.mtu()).write(bytes, from);
    if (write(bytes.limit(frame.end()).position(from))) {
      counters.received(frame.end() - frame.start());
    } else {
      counters.receiveDropped.incrementAndGet();
      why = Reason.NOT_TAKEN;
    }
    bytes.clear();
    return why;
  }

  private @Nullable Reason wrong(InnerFrame frame, int dsField) {
    if (frame.isCutShort()) {
      return Reason.INNER_TOO_SHORT;
    }
    if (dsField == Ecn.DROP) {
      return Reason.CONGESTION;
    }
    return settings.isSourceOf(frame) ? Reason.OWN_ADDRESS : null;
  }

  /** False where the interface is down or takes no more. */
  private boolean write(ByteBuffer frame) {
    try {
      return tap.write(frame) > 0;
    } catch (KernelException e) {
      if (e.errno() == Errno.EIO || e.errno() == Errno.ENOMEM || e.errno() == Errno.EINVAL) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public void failed(RuntimeException e) {
    whenEnded.accept(this);
    ended.completeExceptionally(e);
  }

  @Override
  public void close() {
    tap.close();
    whenEnded.accept(this);
    ended.complete(null);
  }
}
