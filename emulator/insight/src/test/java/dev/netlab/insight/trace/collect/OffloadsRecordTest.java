package dev.netlab.insight.trace.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.insight.trace.collect.OffloadsRecord.Off;
import dev.netlab.netlink.process.ProcessIdentity;
import dev.netlab.netlink.tracefs.TraceOwner;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OffloadsRecordTest {
  private static final TraceOwner ALIVE = TraceOwner.current("a-lab");
  private static final TraceOwner ENDED =
      new TraceOwner("a-lab", new ProcessIdentity(ALIVE.process().pid(), 1));
  private static final Off GRO = new Off("gw", "eth0", Set.of("rx-gro"));
  private static final Off TWO = new Off("gw", "lo", Set.of("tx-gso-list", "rx-gro"));

  private static final OffloadsRecord RECORD =
      new OffloadsRecord(List.of(ENDED, ALIVE), List.of(GRO, TWO));

  @Test
  void itIsReadAsItIsWritten() {
    assertThat(RECORD.text())
        .startsWith("for netlab-a-lab-")
        .endsWith("off gw eth0 rx-gro\noff gw lo rx-gro tx-gso-list\n");
    assertThat(OffloadsRecord.parse(RECORD.text())).isEqualTo(RECORD);
    assertThat(OffloadsRecord.parse("")).isEqualTo(OffloadsRecord.NONE);
  }

  @Test
  void usersComeAndGoAndWhatIsOffStays() {
    assertThat(RECORD.withoutEnded()).isEqualTo(new OffloadsRecord(List.of(ALIVE), RECORD.off()));
    assertThat(RECORD.withoutEnded().without(ALIVE).users()).isEmpty();
    assertThat(OffloadsRecord.NONE.with(ALIVE, List.of(GRO)).off()).containsExactly(GRO);
  }

  @Test
  void anInterfaceWithTwoEntriesIsOne() {
    Off more = new Off("gw", "eth0", Set.of("rx-lro"));
    assertThat(RECORD.with(ALIVE, List.of(more)).interfaces()).isEqualTo(2);
  }
}
