package dev.netlab.insight.capture;

import dev.netlab.netlink.afpacket.BpfProgram;
import dev.netlab.netlink.afpacket.RingOptions;
import dev.netlab.netlink.netns.Namespace;
import dev.netlab.netlink.syscall.Poller;
import dev.netlab.packet.TunnelPorts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The rings of several nodes, emptied by one thread. */
final class PacketRings implements AutoCloseable {
  /** After this a block with packets in it is handed over though it is not full. */
  static final Duration BLOCK_TIMEOUT = Duration.ofMillis(10);

  /** Memory of all rings together, in blocks of {@link RingOptions#BLOCK_BYTES}: 64 MiB. */
  private static final int ALL_BLOCKS = 512;

  private static final int FEWEST_BLOCKS = 4;
  private static final int MOST_AT_ONCE = 32;
  private static final int MOST_BLOCKS = 64;

  /** How long the kernel may take to hand over what it has, before it counts as lost. */
  private static final Duration FULL_DRAIN = Duration.ofSeconds(2);

  /** How long a round waits for packets, and so the most by which {@link Sink#round} is late. */
  private static final int ROUND_MILLIS = 20;

  private final List<NodeRing> rings;
  private final Sink sink;
  private final Poller poller = new Poller();
  private final Checkpoints<Map<String, Long>> checkpoints = new Checkpoints<>();
  private final Thread thread;
  private volatile boolean stopping;
  private volatile @Nullable Throwable failure;

  /** Takes frames; called by the one thread only. */
  interface Sink {
    void frame(CapturedFrame frame);

    /**
     * Every ring has been looked at, at most {@link #ROUND_MILLIS} and a bit after the last time.
     */
    default void round() {}

    /** No more will come: the capture was stopped or has failed. */
    default void ended() {}
  }

  private PacketRings(List<NodeRing> rings, Sink sink) {
    this.rings = rings;
    this.sink = sink;
    rings.forEach(each -> poller.add(each.ring().fd()));
    this.thread = Thread.ofPlatform().name("capture").daemon().unstarted(this::run);
  }

  /** Opens a ring for each node. When this returns, all hear. */
  static PacketRings open(
      Map<String, Namespace> nodes, Optional<BpfProgram> filter, TunnelPorts ports, Sink sink) {
    int blocks = Math.clamp(ALL_BLOCKS / Math.max(nodes.size(), 1), FEWEST_BLOCKS, MOST_BLOCKS);
    RingOptions options = new RingOptions(0, blocks, BLOCK_TIMEOUT, filter);
    List<NodeRing> rings = new CopyOnWriteArrayList<>();
    try {
      atOnce(
          nodes.entrySet(),
          node -> rings.add(NodeRing.open(node.getKey(), node.getValue(), options, ports)));
      PacketRings opened = new PacketRings(List.copyOf(rings), sink);
      opened.thread.start();
      return opened;
    } catch (RuntimeException e) {
      atOnce(rings, NodeRing::close);
      throw e;
    }
  }

  /**
   * A ring is opened and closed only when all processors have passed a quiet point ({@code
   * synchronize_net} in the kernel's af_packet.c), tens of milliseconds that many can wait for
   * together.
   */
  private static <T> void atOnce(Collection<T> all, Consumer<T> work) {
    List<Future<?>> done = new ArrayList<>();
    try (ExecutorService threads =
        Executors.newFixedThreadPool(Math.clamp(all.size(), 1, MOST_AT_ONCE))) {
      all.forEach(each -> done.add(threads.submit(() -> work.accept(each))));
    }
    for (Future<?> each : done) {
      rethrow(each.state() == Future.State.FAILED ? each.exceptionNow() : null);
    }
  }

  private void run() {
    try {
      while (!stopping && poller.poll(ROUND_MILLIS)) {
        drain();
        checkpoints.answer(
            () -> {
              drainAllUntilNow();
              return lost();
            });
      }
      drainAllUntilNow();
    } catch (RuntimeException | Error e) {
      failure = e;
    } finally {
      checkpoints.end();
      sink.ended();
    }
  }

  private void drainAllUntilNow() {
    rings.forEach(NodeRing::expectAllUntilNow);
    long deadline = System.nanoTime() + FULL_DRAIN.toNanos();
    drain();
    while (rings.stream().anyMatch(ring -> ring.outstanding() > 0)
        && System.nanoTime() < deadline) {
      poller.poll(ROUND_MILLIS);
      drain();
    }
  }

  private void drain() {
    for (NodeRing ring : rings) {
      ring.drain(sink::frame);
    }
    sink.round();
  }

  /**
   * What the kernel saw before this was called has been given to the sink when this returns, and
   * the capture goes on.
   *
   * @return as {@link #lost}
   */
  Map<String, Long> flush() {
    try {
      return checkpoints.ask(poller::wake);
    } catch (CompletionException e) {
      rethrow(failure);
      throw e;
    }
  }

  /**
   * Ends the capture. What the kernel saw before this was called has been given to the sink when
   * this returns.
   */
  void stop() {
    stopping = true;
    poller.wake();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    rethrow(failure);
  }

  /** What ended a thread ends whoever waits for what it was to hear. */
  static void rethrow(@Nullable Throwable thrown) {
    if (thrown instanceof Error e) {
      throw e;
    }
    if (thrown instanceof RuntimeException e) {
      throw e;
    }
  }

  boolean isRunning() {
    return thread.isAlive();
  }

  /** Packets that each node's ring had no room for, since the start. */
  Map<String, Long> lost() {
    Map<String, Long> lost = new LinkedHashMap<>();
    rings.forEach(ring -> lost.put(ring.node(), ring.lost()));
    return lost;
  }

  @Override
  public void close() {
    stopping = true;
    poller.wake();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    poller.close();
    atOnce(rings, NodeRing::close);
  }
}
