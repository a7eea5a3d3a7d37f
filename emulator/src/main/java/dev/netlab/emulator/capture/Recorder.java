package dev.netlab.emulator.capture;

import dev.netlab.emulator.packet.TunnelPorts;
import dev.netlab.netlink.namespace.Namespace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Records every packet on every interface of some namespaces, those of devices made meanwhile too,
 * and what their netfilter tells of connections and of packets that a ruleset traces.
 */
public final class Recorder implements AutoCloseable {
  /**
   * Bytes of frames that are kept at most until they are taken; what comes later counts as lost.
   */
  private static final long MOST_BYTES = 256L << 20;

  private final ReorderBuffer kept = new ReorderBuffer();
  private final Map<String, Long> refused = new HashMap<>();
  private final EventListener events;
  private final Rings rings;
  private Map<String, Long> lostBefore = Map.of();
  private long keptBytes;
  private long lastFrame = System.nanoTime();

  private Recorder(Map<String, Namespace> nodes, TunnelPorts ports) {
    this.events = EventListener.start(nodes);
    try {
      this.rings = Rings.open(nodes, Optional.empty(), ports, this::keep);
    } catch (RuntimeException | Error e) {
      try (events) {
        throw e;
      }
    }
  }

  /**
   * Starts a recording. When this returns, every namespace is heard.
   *
   * @param nodes by name; the namespaces stay the caller's and may be closed at once
   * @param ports behind which tunnels are looked for
   */
  public static Recorder start(Map<String, Namespace> nodes, TunnelPorts ports) {
    return new Recorder(nodes, ports);
  }

  private synchronized void keep(CapturedFrame frame) {
    lastFrame = System.nanoTime();
    keptBytes += frame.bytes().remaining();
    if (keptBytes > MOST_BYTES) {
      refused.merge(frame.node(), 1L, Long::sum);
    } else {
      kept.add(frame);
    }
    notifyAll();
  }

  /**
   * Waits until nothing has been seen for a while: packets that a command sent can still be on
   * their way when it has ended.
   *
   * @param quiet how long nothing may have been seen; shorter than 30 ms says little
   * @param atMost how long to wait in a lab that is never quiet
   */
  public synchronized void awaitQuiet(Duration quiet, Duration atMost) {
    long start = System.nanoTime();
    long end = start + atMost.toNanos();
    lastFrame = Math.max(lastFrame, start);
    while (true) {
      long now = System.nanoTime();
      long until = Math.min(end, lastFrame + quiet.toNanos());
      if (now >= until) {
        return;
      }
      try {
        wait(Math.max(1, (until - now) / 1_000_000));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /**
   * What was seen since the start, or since the last call; the recorder goes on. Every packet that
   * a kernel saw on an interface before this was called is in it, or is counted as lost.
   */
  public Recording take() {
    Map<String, Long> lostInAll = rings.flush();
    EventListener.Heard heard = events.take();
    Map<String, Long> lost = new HashMap<>();
    lostInAll.forEach(
        (node, count) -> lost.put(node, Math.max(0, count - lostBefore.getOrDefault(node, 0L))));
    lostBefore = lostInAll;
    List<CapturedFrame> frames = new ArrayList<>();
    synchronized (this) {
      refused.forEach((node, count) -> lost.merge(node, count, Long::sum));
      refused.clear();
      keptBytes = 0;
      kept.release(Long.MAX_VALUE, frames::add);
    }
    return new Recording(frames, lost, heard.events(), heard.lost());
  }

  /** Ends the recording, and forgets what was not taken; takes tens of milliseconds. */
  @Override
  public void close() {
    try (events) {
      rings.close();
    }
  }
}
