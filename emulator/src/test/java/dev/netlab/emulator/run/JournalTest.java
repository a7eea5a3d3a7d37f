package dev.netlab.emulator.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.netlink.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  @TempDir Path directory;

  @Test
  void whatIsAppendedIsReadBackInOrder() {
    Journal journal = new Journal(directory.resolve("journal"));
    assertThat(journal.entries()).isEmpty();
    List<JournalEntry> entries =
        List.of(
            new JournalEntry.AgentStarted(new ProcessIdentity(4711, 99)),
            new JournalEntry.NamespaceName("lab.a", 4026532000L),
            new JournalEntry.NamespaceName("lab.b", 4026532001L));
    journal.append(entries.subList(0, 1));
    journal.append(entries.subList(1, 3));
    assertThat(journal.entries()).isEqualTo(entries);
    assertThat(journal.isComplete()).isFalse();
    journal.append(List.of(new JournalEntry.Complete()));
    assertThat(journal.isComplete()).isTrue();
  }

  @Test
  void aLineThatDeathCutOffIsNotRead() throws IOException {
    Path file = directory.resolve("journal");
    Files.writeString(file, "namespace lab.a 1\nnamespace lab.b 40265");
    assertThat(new Journal(file).entries())
        .containsExactly(new JournalEntry.NamespaceName("lab.a", 1));
  }
}
