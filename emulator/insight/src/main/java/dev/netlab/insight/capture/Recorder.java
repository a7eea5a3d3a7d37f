package dev.netlab.insight.capture;

import dev.netlab.netlink.netns.Namespace;
import dev.netlab.packet.Icmpv6;
import dev.netlab.packet.TunnelPorts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Records every packet on every interface of some namespaces, those of devices made meanwhile too,
 * and the events that netfilter reports of connections and of packets that a ruleset traces.
 */
public final class Recorder implements AutoCloseable {
  /**
   * Bytes of frames that are kept at most until they are taken; what comes later counts as lost.
   */
  private static final long MOST_BYTES = 256L << 20;

  /** After such a silence no more packets are expected; on a busy machine programs answer late. */
  private static final Duration QUIET = Duration.ofMillis(40);

  private static final Duration AT_MOST = Duration.ofSeconds(2);

  /** How long a packet may be held back, and still be waited for. */
  private static final Duration HELD_AT_MOST = Duration.ofSeconds(10);

  private final ReorderBuffer kept = new ReorderBuffer();
  private final Map<String, Long> refused = new HashMap<>();
  private final BooleanSupplier held;
  private final NetfilterRecorder events;
  private final PacketRings rings;
  private Map<String, Long> lostBefore = Map.of();
  private long keptBytes;

  /** Frames are looked at only then: there can be many before. */
  private boolean awaitsRest;

  private long lastFrame;

  private Recorder(Map<String, Namespace> nodes, TunnelPorts ports, BooleanSupplier held) {
    this.held = held;
    this.events = NetfilterRecorder.start(nodes);
    try {
      this.rings = PacketRings.open(nodes, Optional.empty(), ports, this::keep);
    } catch (RuntimeException | Error e) {
      try (events) {
        throw e;
      }
    }
  }

  /**
   * Starts a recording. When this returns, every namespace is being recorded.
   *
   * @param nodes by name; the namespaces stay the caller's and may be closed at once
   * @param ports behind which tunnels are looked for
   */
  public static Recorder start(Map<String, Namespace> nodes, TunnelPorts ports) {
    return start(nodes, ports, () -> false);
  }

  /**
   * As {@link #start(Map, TunnelPorts)}.
   *
   * @param held whether links hold packets now, because of a delay or a rate
   */
  public static Recorder start(
      Map<String, Namespace> nodes, TunnelPorts ports, BooleanSupplier held) {
    return new Recorder(nodes, ports, held);
  }

  private synchronized void keep(CapturedFrame frame) {
    if (awaitsRest && !isListenerReport(frame)) {
      lastFrame = Math.max(lastFrame, System.nanoTime() - age(frame));
    }
    keptBytes += frame.bytes().remaining();
    if (keptBytes > MOST_BYTES) {
      refused.merge(frame.node(), 1L, Long::sum);
    } else {
      kept.add(frame);
    }
  }

  /** A kernel sends some for a second after its interfaces are up, and nothing follows them. */
  private static boolean isListenerReport(CapturedFrame frame) {
    return frame
        .packet()
        .innermost(Icmpv6.class)
        .map(message -> message.type() == Icmpv6.MULTICAST_LISTENER_REPORT)
        .orElse(false);
  }

  /**
   * Nanoseconds since the kernel saw it: a ring hands it over later. By the clock, which can be
   * set, so no more than a ring takes.
   */
  private static long age(CapturedFrame frame) {
    long age = System.currentTimeMillis() * 1_000_000 - frame.nanos();
    return Math.clamp(age, 0, PacketRings.BLOCK_TIMEOUT.toNanos());
  }

  /**
   * Waits until the lab has come to rest: packets that a command sent can still be on their way
   * when it has ended. It has when no packet was seen for a while, and no link holds one back.
   *
   * @return whether it has within two seconds, or ten where a link holds a packet; a lab that
   *     always sends never does
   */
  public boolean awaitRest() {
    long start = beginRest();
    for (long since = start; ; since = Math.max(since, lastFrame())) {
      long waited = System.nanoTime() - start;
      long missing = QUIET.toNanos() - (System.nanoTime() - since);
      if (missing > 0) {
        if (waited >= AT_MOST.toNanos() || !passes(missing)) {
          return false;
        }
      } else if (held.getAsBoolean()) {
        if (waited >= HELD_AT_MOST.toNanos() || !passes(QUIET.toNanos())) {
          return false;
        }
      } else {
        rings.flush();
        if (lastFrame() <= since) {
          return true;
        }
      }
    }
  }

  private synchronized long beginRest() {
    awaitsRest = true;
    lastFrame = System.nanoTime();
    return lastFrame;
  }

  private synchronized long lastFrame() {
    return lastFrame;
  }

  private static boolean passes(long nanos) {
    try {
      TimeUnit.NANOSECONDS.sleep(nanos);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * What was seen since the start, or since the last call; the recorder continues. Every packet
   * that a kernel saw on an interface before this was called is in it, or is counted as lost.
   */
  public Recording take() {
    Map<String, Long> lostInAll = rings.flush();
    NetfilterRecorder.Heard heard = events.take();
    Map<String, Long> lost = new HashMap<>();
    lostInAll.forEach(
        (node, count) -> lost.put(node, Math.max(0, count - lostBefore.getOrDefault(node, 0L))));
    lostBefore = lostInAll;
    List<CapturedFrame> frames = new ArrayList<>();
    synchronized (this) {
      awaitsRest = false;
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
