package dev.netlab.netlink.tracefs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.netlink.netns.Namespace;
import dev.netlab.netlink.snmp.Counters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Packets are lost in every way of {@link Loss}: what the kernel's witnesses say. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DropCauseIT {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration TURN = Duration.ofMillis(100);

  private final TraceListener listener =
      TraceListener.open("drop-cause-test", EnumSet.of(Tracepoint.DROP, Tracepoint.ARRIVAL));

  Stream<Loss> losses() {
    return Loss.all();
  }

  @BeforeAll
  void theKernelHasBothTracepoints() {
    assertThat(listener.tracepoints())
        .containsExactlyInAnyOrder(Tracepoint.DROP, Tracepoint.ARRIVAL);
  }

  @AfterAll
  void close() {
    listener.close();
  }

  @ParameterizedTest
  @MethodSource("losses")
  void itsWitnessesSayWhy(Loss loss) {
    try (RoutedPair hosts = new RoutedPair();
        Namespace namespace = hosts.namespace(loss.host())) {
      hosts.sh(loss.setup());
      Counters before = Counters.of(namespace);
      receive();
      List<TraceEvent> seen = new ArrayList<>();
      String printed = hosts.sh(loss.trigger());
      Predicate<DroppedPacket> wanted =
          each ->
              each.protocol() == loss.protocol()
                  && loss.causes().contains(each.cause())
                  && (!loss.arrives() || cameFrom(each, hosts.near()));
      Optional<DroppedPacket> drop = await(seen, wanted);
      // The rings are the machine's: somebody else's flood may fill them.
      if (drop.isEmpty() && seen.stream().anyMatch(TraceEvent.Lost.class::isInstance)) {
        hosts.sh(loss.trigger());
        drop = await(seen, wanted);
      }
      Map<String, Long> grown = Counters.of(namespace).since(before);
      assertThat(drop)
          .as("among %s, with growing %s; printed: %s", seen, grown, printed)
          .isPresent();
      if (!loss.counter().isEmpty()) {
        assertThat(grown).containsKey(loss.counter());
      }
    }
  }

  private static boolean cameFrom(DroppedPacket drop, String device) {
    return drop.arrival() != null && drop.arrival().device().equals(device);
  }

  private Optional<DroppedPacket> await(List<TraceEvent> seen, Predicate<DroppedPacket> wanted) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      for (TraceEvent event : receive()) {
        seen.add(event);
        if (event instanceof DroppedPacket each && wanted.test(each)) {
          return Optional.of(each);
        }
      }
    }
    return Optional.empty();
  }

  private List<TraceEvent> receive() {
    return listener.receive(TURN).orElseThrow();
  }
}
