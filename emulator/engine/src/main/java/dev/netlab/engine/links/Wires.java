package dev.netlab.engine.links;

import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.syscall.Const;
import dev.netlab.netlink.syscall.Sys;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Emulated wires, for kernels that lack netem: in any number of namespaces, served by one thread
 * that sleeps until a frame comes or is due.
 */
public final class Wires implements AutoCloseable {
  /** Of all frames that wait on all wires. */
  private static final int MEMORY = 24 << 20;

  private final PollLoop loop = new PollLoop("wires", this::sendDue);
  private final FrameBatch frames = new FrameBatch();
  private final FramePool store = new FramePool(MEMORY);
  private final List<Wire> all = new CopyOnWriteArrayList<>();
  private volatile @Nullable WireObserver observer;

  public Wires() {
    loop.start();
  }

  /**
   * Puts a wire between two TAPs, and makes those that are not there.
   *
   * @throws KernelException EBUSY where another process holds one
   */
  public Wire open(Wire.Plug one, Wire.Plug two) {
    Wire wire = new Wire(this, one, two);
    all.add(wire);
    wire.sources().forEach(loop::add);
    return wire;
  }

  /** Sets the observer of what wires drop, in place of an earlier one; null for none. */
  public void observe(@Nullable WireObserver next) {
    observer = next;
  }

  void report(WireDrop loss) {
    WireObserver told = observer;
    if (told != null) {
      told.dropped(Sys.clock(Const.CLOCK_REALTIME), loss);
    }
  }

  FrameBatch frames() {
    return frames;
  }

  FramePool store() {
    return store;
  }

  private long sendDue() {
    long now = System.nanoTime();
    long next = NetemQueue.NEVER;
    for (Wire wire : all) {
      try {
        for (WireEnd end : wire.ends()) {
          next = Math.min(next, end.sendDue(now));
        }
      } catch (KernelException e) {
        wire.end(e);
      }
    }
    return next == NetemQueue.NEVER ? -1 : Math.max(0, next - System.nanoTime());
  }

  void release(Wire wire) {
    all.remove(wire);
    wire.sources().forEach(loop::remove);
  }

  /** Ends one wire; its TAPs stay if they are persistent. */
  public void close(Wire wire) {
    wire.end(null);
  }

  /** Ends all wires. */
  @Override
  public void close() {
    loop.close();
  }
}
