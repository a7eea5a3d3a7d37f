package dev.netlab.netlink.tracefs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.TestNamespace;
import dev.netlab.netlink.process.ProcessIdentity;
import dev.netlab.netlink.syscall.Const;
import dev.netlab.netlink.syscall.Errno;
import dev.netlab.netlink.syscall.Sys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TraceListenerIT {
  private static final Duration TURN = Duration.ofMillis(50);

  @Test
  void nothingIsMountedAndNothingStays() throws IOException {
    List<String> mounts = tracingMounts();
    try (TraceListener listener = TraceListener.open("stays", Set.of(Tracepoint.DROP));
        Tracefs tracefs = Tracefs.open()) {
      assertThat(listener.tracepoints()).containsExactly(Tracepoint.DROP);
      assertThat(tracingMounts()).isEqualTo(mounts);
      assertThat(tracefs.owners()).contains(TraceOwner.current("stays"));
      assertThatThrownBy(() -> TraceListener.open("stays", Set.of()))
          .isInstanceOfSatisfying(
              KernelException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EEXIST));
    }
    try (Tracefs tracefs = Tracefs.open()) {
      assertThat(tracefs.owners()).doesNotContain(TraceOwner.current("stays"));
    }
  }

  private static List<String> tracingMounts() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/mounts")).stream()
        .filter(mount -> mount.contains(" tracefs ") || mount.contains(" debugfs "))
        .toList();
  }

  @Test
  void whatAKilledProcessLeftIsRemovedForItsLabAlone() throws Exception {
    Process killed = new ProcessBuilder("sleep", "60").start();
    TraceOwner dead = new TraceOwner("left-over", ProcessIdentity.of(killed.pid()).orElseThrow());
    try (Tracefs tracefs = Tracefs.open();
        TraceListener mine = TraceListener.open("left-over", Set.of(Tracepoint.DROP))) {
      assertThat(mine.tracepoints()).isNotEmpty();
      TraceInstance.create(tracefs, dead).write("events/skb/kfree_skb/enable", "1");
      assertThat(tracefs.removeAbandoned("left-over")).isEmpty();
      killed.destroyForcibly().waitFor();
      assertThat(tracefs.removeAbandoned("left")).isEmpty();
      assertThat(tracefs.removeAbandoned("left-over")).containsExactly(dead);
      assertThat(tracefs.owners()).contains(TraceOwner.current("left-over")).doesNotContain(dead);
    }
  }

  @Test
  void timesAreOnTheAxisOfTheTimeOfDay() {
    try (TestNamespace host = new TestNamespace();
        TraceListener listener = TraceListener.open("times", EnumSet.of(Tracepoint.DROP))) {
      long before = Sys.clock(Const.CLOCK_REALTIME);
      host.sh("bash -c 'echo x >/dev/udp/127.0.0.1/9'");
      long after = Sys.clock(Const.CLOCK_REALTIME);
      await()
          .untilAsserted(
              () ->
                  assertThat(listener.receive(TURN).orElseThrow())
                      .anySatisfy(
                          event -> {
                            assertThat(event.nanos()).isBetween(before, after);
                            assertThat(((DroppedPacket) event).cause())
                                .isEqualTo(DropCause.NO_SOCKET);
                          }));
    }
  }

  @Test
  void aFloodThatNobodyReadsIsToldAsLost() {
    try (TestNamespace host = new TestNamespace();
        TraceListener listener = TraceListener.open("flood", EnumSet.of(Tracepoint.DROP))) {
      host.sh(
          """
          taskset -c 0 python3 - <<EOF
          import socket
          sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
          for i in range(150000):
            try: sender.sendto(b"x", ("127.0.0.1", 9))
            except OSError: pass
          EOF
          """);
      await()
          .untilAsserted(
              () ->
                  assertThat(listener.receive(TURN).orElseThrow())
                      .anyMatch(event -> event instanceof TraceEvent.Lost));
    }
  }

  @Test
  void whoWaitsIsWokenAndToldOfTheEnd() throws InterruptedException {
    TraceListener listener = TraceListener.open("wake", Set.of());
    Thread waiting =
        Thread.ofPlatform()
            .start(() -> assertThat(listener.receive(Duration.ofHours(1))).isPresent());
    listener.wake();
    waiting.join();
    listener.close();
    assertThat(listener.receive(Duration.ZERO)).isEmpty();
  }
}
