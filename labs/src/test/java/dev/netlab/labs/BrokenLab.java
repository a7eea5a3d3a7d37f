package dev.netlab.labs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.insight.story.Cause;
import dev.netlab.insight.story.Ending;
import dev.netlab.insight.story.Ending.Outcome;
import dev.netlab.insight.story.Ending.Proof;
import dev.netlab.insight.story.Journey;
import dev.netlab.insight.story.Journey.Direction;
import dev.netlab.insight.story.Trace;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * The lab of two clusters, to be broken in one way at a time: the story of a ping names the place
 * and the reason.
 */
@TestInstance(Lifecycle.PER_CLASS)
abstract class BrokenLab {
  static final Path FILE = LabFolder.file("liqo-two-clusters");
  static final String[] PING = {"ping", "-c", "1", "-W", "0.3", "10.201.1.4"};

  /** A name of the class's own: the classes run at once. */
  final TracedLab lab =
      TracedLab.up(FILE, "nlt-" + getClass().getSimpleName().toLowerCase(Locale.ROOT));

  /** Sessions and link-layer addresses are there, unless a break takes them away. */
  @BeforeAll
  void warmUp() {
    lab.in("nginx-local", "ping -c 1 -W 2 10.201.1.4");
  }

  @AfterEach
  void repair() {
    lab.repair();
  }

  @AfterAll
  void down() {
    lab.close();
  }

  /** How the packet ended, and where it was last seen. */
  record End(Journey journey) {
    End is(Outcome outcome, Cause cause, Proof proof, String place) {
      Ending ending = journey.ending();
      String where = ending.node() + ":" + ending.interfaceName();
      assertThat("%s %s %s %s".formatted(ending.outcome(), ending.cause(), ending.proof(), where))
          .as(ending.toString())
          .isEqualTo("%s %s %s %s".formatted(outcome, cause, proof, place));
      return this;
    }

    End says(String... parts) {
      assertThat(journey.ending().text()).contains(parts);
      return this;
    }

    End shows(String... evidence) {
      assertThat(String.join("\n", journey.ending().evidence())).contains(evidence);
      return this;
    }

    End lastSeen(String point) {
      assertThat(journey.hops().getLast().point()).hasToString(point);
      return this;
    }
  }

  static End request(Trace trace) {
    return end(trace, Direction.REQUEST);
  }

  static End reply(Trace trace) {
    return end(trace, Direction.REPLY);
  }

  private static End end(Trace trace, Direction direction) {
    assertThat(trace.gaps()).noneMatch(gap -> gap.contains("not captured"));
    assertThat(trace.conversations()).as(trace.toString()).hasSize(1);
    List<Journey> journeys =
        trace.conversations().getFirst().journeys().stream()
            .filter(journey -> journey.direction() == direction)
            .toList();
    assertThat(journeys).as(direction + " of " + trace).hasSize(1);
    return new End(journeys.getFirst());
  }

  Trace ping() {
    return lab.trace("nginx-local", PING);
  }
}
