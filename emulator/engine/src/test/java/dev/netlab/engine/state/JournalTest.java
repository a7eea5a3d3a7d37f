package dev.netlab.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.lab.LabName;
import dev.netlab.netlink.netns.NamespaceIdentity;
import dev.netlab.netlink.process.ProcessIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalTest {
  private static final LabName LAB = new LabName("lab");
  private static final JournalEntry A = namespace("lab.a", 4026532000L, 7);

  @TempDir Path directory;

  private Journal journal() {
    return new Journal(directory.resolve("journal"), LAB);
  }

  private static JournalEntry namespace(String name, long inode, long cookie) {
    return new JournalEntry.NamespaceName(name, new NamespaceIdentity(inode, cookie));
  }

  @Test
  void whatIsAppendedIsReadBackInOrder() {
    Journal journal = journal();
    assertThat(journal.entries()).isEmpty();
    List<JournalEntry> entries =
        List.of(
            new JournalEntry.Begun(LAB),
            new JournalEntry.AgentStarted(new ProcessIdentity(4711, 99)),
            A,
            namespace("lab.b.with_dots-1", 4026532001L, NamespaceIdentity.UNKNOWN_COOKIE));
    journal.append(entries.subList(0, 1));
    journal.append(entries.subList(1, 4));
    assertThat(journal.read()).isEqualTo(new Journal.Content(entries, List.of()));
    assertThat(journal.isComplete()).isFalse();
    journal.append(List.of(new JournalEntry.Complete()));
    assertThat(journal.isComplete()).isTrue();
  }

  @Test
  void aLineThatDeathCutOffIsNotRead() throws IOException {
    Files.writeString(directory.resolve("journal"), A.line() + "\nnamespace lab.b 40265");
    assertThat(journal().read()).isEqualTo(new Journal.Content(List.of(A), List.of()));
  }

  @Test
  void aNamespaceOfAnEarlierNetlabHasNoCookie() throws IOException {
    Files.writeString(directory.resolve("journal"), "namespace lab.a 12\n");
    assertThat(journal().entries())
        .containsExactly(namespace("lab.a", 12, NamespaceIdentity.UNKNOWN_COOKIE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "rubbish",
        "complete ",
        "namespace",
        "namespace lab.a",
        "namespace lab.a x",
        "namespace lab.a -1",
        "namespace lab.a 99999999999999999999",
        "namespace lab.a 1 2 3",
        "namespace other.a 1",
        "namespace lab 1",
        "namespace lab. 1",
        "namespace lab.. 1",
        "namespace lab.a/../../etc/passwd 1",
        "namespace ../../etc/passwd 1",
        "agent 1",
        "agent one 2",
        "lab other",
        "namespace lab.a\u001b[2J 1",
      })
  void aLineThatIsNotOursIsToldWithItsPlaceAndTheOthersAreRead(String line) throws IOException {
    Path file = directory.resolve("journal");
    Files.writeString(file, "lab lab\n" + line + "\n" + A.line() + "\n");
    Journal.Content content = journal().read();
    assertThat(content.entries()).containsExactly(new JournalEntry.Begun(LAB), A);
    assertThat(content.damage())
        .singleElement()
        .asString()
        .startsWith(file + ":2: not a line of netlab's")
        .doesNotContain("\u001b");
  }

  @Test
  void bytesThatAreNotTextAreALineThatIsNotOurs() throws IOException {
    byte[] bytes = (A.line() + "\nx\n").getBytes(StandardCharsets.UTF_8);
    bytes[bytes.length - 2] = (byte) 0xff;
    Files.write(directory.resolve("journal"), bytes);
    assertThat(journal().entries()).containsExactly(A);
    assertThat(journal().read().damage()).hasSize(1);
  }

  @Test
  void aFileWithoutALineOfOursIsSomebodyElses() throws IOException {
    Files.writeString(directory.resolve("journal"), "Dear diary,\n");
    assertThat(journal().read().isOurs()).isFalse();
    Files.writeString(directory.resolve("journal"), "");
    assertThat(journal().read().isOurs()).as("death before the first line").isTrue();
  }
}
