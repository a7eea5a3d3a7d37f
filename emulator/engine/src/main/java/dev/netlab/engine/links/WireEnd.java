package dev.netlab.engine.links;

import dev.netlab.engine.links.FramePool.Stored;
import dev.netlab.engine.links.WireDrop.Reason;
import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.netns.Namespace;
import dev.netlab.netlink.rtnetlink.Netem;
import dev.netlab.netlink.syscall.Errno;
import dev.netlab.netlink.syscall.Fd;
import dev.netlab.netlink.tun.Offload;
import dev.netlab.netlink.tun.TunDevice;
import dev.netlab.netlink.tun.TunOptions;
import dev.netlab.netlink.tun.TunOptions.Feature;
import dev.netlab.netlink.tun.VirtioNetHeader;
import dev.netlab.wireguard.ip.PacketPrefix;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** One end of a wire: a TAP, and what becomes of the frames that it sends. */
public final class WireEnd implements PollLoop.Source {
  private static final int ROUNDS = 4;

  /** Errors that concern one frame only; after others the TAP is unusable. */
  private static final Set<Integer> OF_ONE_FRAME =
      Set.of(Errno.EIO, Errno.ENOMEM, Errno.EINVAL, Errno.ENOBUFS);

  private final String name;
  private final long namespace;
  private final TunDevice tap;
  private final NetemQueue<Stored> queue;
  private final Wires wires;
  private final Wire wire;
  private final WireCounters.Tally tally = new WireCounters.Tally();
  private @Nullable WireEnd other;

  private WireEnd(String name, long namespace, TunDevice tap, Netem netem, Wires wires, Wire wire) {
    this.name = name;
    this.namespace = namespace;
    this.tap = tap;
    this.queue = new NetemQueue<>(netem);
    this.wires = wires;
    this.wire = wire;
  }

  static WireEnd open(Namespace namespace, String name, Netem netem, Wires wires, Wire wire) {
    TunOptions options = TunOptions.tap(name).with(Feature.VNET_HEADER);
    TunDevice tap = namespace.call(() -> TunDevice.open(options));
    try {
      // Frames go on as they come, so whatever one TAP gives the other takes.
      tap.offload(EnumSet.allOf(Offload.class));
      return new WireEnd(name, namespace.inode(), tap, netem, wires, wire);
    } catch (RuntimeException | Error e) {
      tap.close();
      throw e;
    }
  }

  void join(WireEnd far) {
    other = far;
  }

  private WireEnd other() {
    return Objects.requireNonNull(other);
  }

  public String name() {
    return name;
  }

  /** What becomes of what it sends. */
  public Netem netem() {
    return queue.netem();
  }

  /** Changes what becomes of what it sends from now on. */
  public void impair(Netem netem) {
    queue.impair(netem);
  }

  public WireCounters counters() {
    return tally.snapshot();
  }

  /** A veth has a carrier while its other end is up, and so has an end of a wire. */
  void updateCarrier() {
    try {
      other().tap.carrier(tap.isUp() ? TunDevice.Carrier.ON : TunDevice.Carrier.OFF);
    } catch (KernelException gone) {
      // A TAP was deleted: reading it says so too, and ends the wire.
    }
  }

  @Override
  public Fd fd() {
    return tap.fd();
  }

  /** What the interface sends. */
  @Override
  public void handle() {
    FrameBatch frames = wires.frames();
    for (int round = 0; round < ROUNDS; round++) {
      int read = frames.read(tap);
      long now = System.nanoTime();
      // What was due before goes before.
      sendDue(now);
      for (int i = 0; i < read; i++) {
        take(frames, i, now);
      }
      tally.waiting.set(queue.waiting());
      if (read < FrameBatch.SLOTS) {
        return;
      }
    }
  }

  private void take(FrameBatch frames, int index, long now) {
    int copies = queue.copies();
    switch (copies) {
      case 0 -> drop(Reason.LOSS, frames, index);
      case 2 -> tally.duplicated.incrementAndGet();
      default -> {}
    }
    for (int copy = 0; copy < copies; copy++) {
      long due = queue.due(bytesOnWire(frames.header(index), frames.length(index)), now);
      if (due == NetemQueue.FULL) {
        drop(Reason.LIMIT, frames, index);
      } else if (due <= now) {
        send(frames, index);
      } else {
        keep(frames, index, due);
      }
    }
  }

  /** Each packet that a train is to be cut into has headers, as {@code qdisc_pkt_len} has it. */
  private static int bytesOnWire(VirtioNetHeader header, int length) {
    int size = header.segmentSize();
    int headers = header.headerLength();
    if (header.gsoType() == VirtioNetHeader.GSO_NONE || size == 0 || headers >= length) {
      return length;
    }
    int packets = (length - headers + size - 1) / size;
    return length + (packets - 1) * headers;
  }

  private void send(FrameBatch frames, int index) {
    int from = frames.at(index) - VirtioNetHeader.SIZE;
    int to = frames.at(index) + frames.length(index);
    ByteBuffer data = frames.data().limit(to).position(from);
    boolean taken = isTaken(() -> other().tap.write(data), frames.length(index));
    data.clear();
    if (!taken) {
      drop(Reason.NOT_TAKEN, frames, index);
    }
  }

  private void keep(FrameBatch frames, int index, long due) {
    int from = frames.at(index) - VirtioNetHeader.SIZE;
    int length = frames.length(index) + VirtioNetHeader.SIZE;
    Stored stored = wires.store().put(frames.data(), from, length);
    if (stored == null) {
      drop(Reason.MEMORY, frames, index);
    } else {
      queue.add(stored, due);
    }
  }

  /** Sends what is due; returns when the next frame is. */
  long sendDue(long now) {
    Stored frame;
    while ((frame = queue.take(now)) != null) {
      send(frame);
      tally.waiting.set(queue.waiting());
    }
    return queue.nextDue();
  }

  private void send(Stored frame) {
    FramePool store = wires.store();
    int length = frame.length() - VirtioNetHeader.SIZE;
    try {
      if (!isTaken(() -> other().tap.write(store.get(frame)), length)) {
        byte[] head = store.head(frame, VirtioNetHeader.SIZE, PacketPrefix.MOST);
        drop(Reason.NOT_TAKEN, PacketPrefix.of(head, length));
      }
    } finally {
      store.free(frame);
    }
  }

  /** False where the other end is down or cannot take the frame. */
  private boolean isTaken(IntSupplier write, int length) {
    try {
      if (write.getAsInt() > 0) {
        tally.sent(length);
        return true;
      }
      return false;
    } catch (KernelException e) {
      if (OF_ONE_FRAME.contains(e.errno())) {
        return false;
      }
      throw e;
    }
  }

  private void drop(Reason why, FrameBatch frames, int index) {
    byte[] head = new byte[Math.min(frames.length(index), PacketPrefix.MOST)];
    frames.data().get(frames.at(index), head);
    drop(why, PacketPrefix.of(head, frames.length(index)));
  }

  private void drop(Reason why, PacketPrefix frame) {
    tally.dropped(why);
    wires.report(new WireDrop(namespace, name, why, netem(), frame));
  }

  @Override
  public void failed(RuntimeException e) {
    wire.end(e);
  }

  /** Closes the TAP of a wire that could not be completed. */
  void closeTap() {
    tap.close();
  }

  /** What waits is lost, as with a veth that is deleted. */
  @Override
  public void close() {
    queue.drain(wires.store()::free);
    tap.close();
    wire.end(null);
  }
}
