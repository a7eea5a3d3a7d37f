package dev.netlab.insight.capture;

import dev.netlab.netlink.afpacket.BpfProgram;
import dev.netlab.netlink.netns.Namespace;
import dev.netlab.packet.TunnelPorts;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A capture that hands frames on while it runs, in one order by time over all nodes. */
public final class LiveCapture implements AutoCloseable {
  /** A frame waits so long for earlier ones from other rings. */
  private static final Duration REORDER = PacketRings.BLOCK_TIMEOUT.multipliedBy(4);

  private final Options options;
  private final Output output;
  private final ReorderBuffer buffer = new ReorderBuffer();
  private final CountDownLatch finished = new CountDownLatch(1);
  private final PacketRings rings;
  private long handedOn;
  private @Nullable IOException failure;

  /**
   * What is captured and when it ends.
   *
   * @param only the nodes and interfaces, all where empty
   * @param filter of {@link CaptureFilter}
   * @param count frames after which it ends
   */
  public record Options(
      Set<CaptureSelection> only,
      Optional<BpfProgram> filter,
      OptionalLong count,
      TunnelPorts ports) {
    public Options {
      only = Set.copyOf(only);
    }
  }

  /** Where frames go. */
  @FunctionalInterface
  public interface Output {
    /** Takes one frame; to throw ends the capture. */
    void frame(CapturedFrame frame) throws IOException;

    /** Called when no frame is ready: what was written shall be seen by a reader now. */
    default void flush() throws IOException {}
  }

  private LiveCapture(Map<String, Namespace> nodes, Options options, Output output) {
    this.options = options;
    this.output = output;
    this.rings =
        PacketRings.open(
            nodes,
            options.filter(),
            options.ports(),
            new PacketRings.Sink() {
              @Override
              public void frame(CapturedFrame frame) {
                take(frame);
              }

              @Override
              public void round() {
                handOn(realTimeNanos() - REORDER.toNanos());
              }

              @Override
              public void ended() {
                finished.countDown();
              }
            });
  }

  /** Starts. When this returns, every node is being captured. */
  public static LiveCapture start(Map<String, Namespace> nodes, Options options, Output output) {
    return new LiveCapture(nodes, options, output);
  }

  private void take(CapturedFrame frame) {
    if (options.only().isEmpty() || options.only().stream().anyMatch(s -> s.includes(frame))) {
      buffer.add(frame);
    }
  }

  private void handOn(long untilNanos) {
    long before = handedOn;
    buffer.release(untilNanos, this::handOn);
    if (handedOn > before && failure == null) {
      try {
        output.flush();
      } catch (IOException e) {
        fail(e);
      }
    }
  }

  private void handOn(CapturedFrame frame) {
    if (failure != null || isFull()) {
      return;
    }
    try {
      output.frame(frame);
      handedOn++;
    } catch (IOException e) {
      fail(e);
    }
    if (isFull()) {
      finished.countDown();
    }
  }

  private boolean isFull() {
    return options.count().isPresent() && handedOn >= options.count().getAsLong();
  }

  private void fail(IOException e) {
    failure = e;
    finished.countDown();
  }

  private static long realTimeNanos() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
  }

  /**
   * Waits until the count is reached, the output failed or {@link #end} was called.
   *
   * @return false if the time is over before
   */
  public boolean await(Duration atMost) throws InterruptedException {
    return finished.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Makes {@link #await} return; from a signal's thread, say. */
  public void end() {
    finished.countDown();
  }

  /**
   * What became of a capture.
   *
   * @param frames handed on
   * @param lost by node, packets that were seen and not handed on for want of room
   */
  public record Summary(long frames, Map<String, Long> lost) {
    public Summary {
      lost = Map.copyOf(lost);
    }
  }

  /**
   * Stops: what was seen until now has been handed on when this returns.
   *
   * @throws IOException that the output threw
   */
  public Summary stop() throws IOException {
    rings.stop();
    handOn(Long.MAX_VALUE);
    Map<String, Long> lost = rings.lost();
    close();
    if (failure != null) {
      throw failure;
    }
    return new Summary(handedOn, lost);
  }

  @Override
  public void close() {
    rings.close();
  }
}
