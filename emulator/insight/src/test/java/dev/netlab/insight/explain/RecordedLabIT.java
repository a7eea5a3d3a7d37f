package dev.netlab.insight.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.insight.snapshot.BuiltInLab;
import dev.netlab.insight.snapshot.KernelState;
import dev.netlab.insight.snapshot.NodeSnapshot;
import dev.netlab.insight.snapshot.RecordedLab;
import dev.netlab.insight.snapshot.Routing;
import dev.netlab.insight.snapshot.SnapshotFile;
import dev.netlab.ip.IpAddress;
import dev.netlab.netlink.rtnetlink.Address;
import dev.netlab.netlink.rtnetlink.RouteQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * What is recorded of a lab says the same as its kernels. With the system property {@code
 * netlab.record} set to a folder it also keeps the recordings and their stories there, for {@link
 * PredictedStoriesTest}.
 */
@Tag("kernel")
class RecordedLabIT {
  static final List<String> LABS = BuiltInLab.NAMES;

  @ParameterizedTest
  @FieldSource("LABS")
  void aLabIsReadAsItWasWrittenAndRoutesAsItsKernelsDo(String lab) throws IOException {
    try (BuiltInLab up = BuiltInLab.up(lab, "nlt-recorded");
        KernelState live = up.state()) {
      String written = SnapshotFile.write(live);
      RecordedLab recorded = SnapshotFile.read(written);
      assertThat(SnapshotFile.write(recorded)).isEqualTo(written);
      assertThat(differing(live, recorded)).isEmpty();
      Set<String> networks = BuiltInLab.read(lab).networkNames();
      String expected = PredictedStories.expected(lab);
      String told = PredictedStories.tell(expected, recorded, networks);
      assertThat(told).isEqualTo(PredictedStories.tell(expected, live, networks));
      String folder = System.getProperty("netlab.record", "");
      if (!folder.isEmpty()) {
        Files.writeString(Path.of(folder, lab + ".json"), written);
        Files.writeString(Path.of(folder, lab + ".txt"), told);
      }
    }
  }

  /** Questions, from each node to each address of the lab, that are answered otherwise. */
  private static List<String> differing(KernelState live, RecordedLab recorded) {
    List<RouteQuery> queries = new ArrayList<>();
    for (String node : recorded.nodes()) {
      for (Address address : recorded.node(node).addresses()) {
        if (address.scope() == 0 && !IpAddress.of(address.local()).isV6()) {
          queries.add(RouteQuery.to(address.local()));
        }
      }
    }
    List<String> differing = new ArrayList<>();
    for (String node : recorded.nodes()) {
      for (RouteQuery query : queries) {
        String kernel = text(live.node(node), live.lookup(node, query));
        String ours = text(recorded.node(node), recorded.lookup(node, query));
        if (!kernel.equals(ours)) {
          differing.add("%s: %s: %s, not %s".formatted(node, query, kernel, ours));
        }
      }
    }
    assertThat(queries).isNotEmpty();
    return differing;
  }

  /** Without what only the kernel's hash and the order of its devices decide. */
  private static String text(NodeSnapshot node, Routing routing) {
    return switch (routing) {
      case Routing.Found found -> {
        boolean several = found.route().hops().size() > 1;
        boolean own =
            found.isLocal()
                || node.addressesOf(found.hop().dev()).stream().anyMatch(a -> !a.isV6());
        yield "%s %s %s %s"
            .formatted(
                found.rule(),
                found.route(),
                several ? "one of several" : found.hop(),
                own ? found.source() : "an address of another interface");
      }
      case Routing.Refused refused -> refused.toString();
    };
  }
}
