package dev.netlab.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Policies and packets by chance: the simulated ruleset does what the policies' words say. */
class NetworkPolicyPropertyTest {
  private static final int CLUSTERS = 400;
  private static final int PACKETS = 60;

  @Test
  void theRulesetDoesWhatThePoliciesSay() {
    int permitted =
        IntStream.range(0, CLUSTERS).parallel().map(NetworkPolicyPropertyTest::permitted).sum();
    System.out.printf(
        "%d clusters, %d packets, %d of them permitted: oracle and simulator agree%n",
        CLUSTERS, CLUSTERS * PACKETS, permitted);
    assertThat(permitted).isBetween(CLUSTERS * PACKETS / 5, CLUSTERS * PACKETS * 4 / 5);
  }

  private static int permitted(int seed) {
    SimulatedCluster judged = new SimulatedCluster(seed);
    int permitted = 0;
    for (int i = 0; i < PACKETS; i++) {
      permitted += judged.next(seed, 20000 + i).permitted() ? 1 : 0;
    }
    return permitted;
  }
}
