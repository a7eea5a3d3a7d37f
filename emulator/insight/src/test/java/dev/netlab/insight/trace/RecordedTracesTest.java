package dev.netlab.insight.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.insight.story.Cause;
import dev.netlab.insight.story.Conversation;
import dev.netlab.insight.story.Hop;
import dev.netlab.insight.story.Journey;
import dev.netlab.insight.story.Trace;
import dev.netlab.insight.trace.render.JsonStory;
import dev.netlab.insight.trace.render.Palette;
import dev.netlab.insight.trace.render.TextStory;
import dev.netlab.packet.filter.PacketExpression;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.jr.ob.JSON;

/**
 * Traces made again from recordings: all of correlating, diagnosing and rendering, without a
 * kernel. {@code RecordTraces} makes the recordings, and what is expected with them.
 */
class RecordedTracesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"liqo-two-clusters", "contiv-vpp", "openshift-tracing", "docker-vm-baremetal"})
  void theMainScenarioOfALab(String lab) {
    givesTheSameTraceAgain(lab);
  }

  /** A packet from a client by a router to a server, and what becomes of it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "delivered",
        "rule",
        "no-route",
        "ttl",
        "mtu",
        "not-forwarding",
        "neighbour",
        "closed-port",
        "no-way-back",
        "equal-datagrams"
      })
  void anEnding(String recording) {
    givesTheSameTraceAgain(recording);
  }

  /** Every second of four equal datagrams is dropped by a rule, and each is selected alone. */
  @Test
  void whatAPacketMetDoesNotDependOnWhichOthersAreReported() {
    RecordedTrace recorded = RecordedTrace.read("equal-datagrams");
    List<Conversation> all = recorded.trace().conversations();
    assertThat(all)
        .extracting(each -> each.journeys().getFirst().ending().cause())
        .containsExactly(Cause.RULE, Cause.NO_SOCKET, Cause.RULE, Cause.NO_SOCKET);
    for (Conversation one : all) {
      Trace alone = recorded.filtered(PacketExpression.parse(one.name())).trace();
      assertThat(alone.conversations()).hasSize(1);
      Journey request = alone.conversations().getFirst().journeys().getFirst();
      Journey expected = one.journeys().getFirst();
      assertThat(request.ending()).isEqualTo(expected.ending());
      assertThat(request.hops())
          .extracting(Hop::events)
          .isEqualTo(expected.hops().stream().map(Hop::events).toList());
    }
  }

  private static void givesTheSameTraceAgain(String recording) {
    Trace trace = RecordedTrace.read(recording).trace();
    assertThat(new TextStory(Palette.PLAIN).render(trace))
        .isEqualTo(RecordedTrace.text(recording, "trace.txt"));
    assertThat(json(trace)).isEqualTo(RecordedTrace.text(recording, "trace.json"));
  }

  static String json(Trace trace) {
    return JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(JsonStory.data(trace)) + "\n";
  }
}
