package dev.netlab.engine.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netlab.engine.jvm.JvmCommand;
import dev.netlab.engine.lifecycle.Down;
import dev.netlab.engine.lifecycle.DownException;
import dev.netlab.lab.LabName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in a lab's place, and is not a lab's, is refused by name and stays as it is. */
class StateDirectoryIT {
  private static final LabName LAB = new LabName("nlt-planted");
  private static final StateDirectory STATE = new StateDirectory(LAB);

  @TempDir Path elsewhere;
  private Path victim;

  @BeforeEach
  void makeVictim() throws IOException {
    victim = Files.writeString(elsewhere.resolve("victim"), "precious");
    StateRoot.make();
  }

  @AfterEach
  void leaveNothing() throws IOException {
    if (Files.isDirectory(STATE.path(), LinkOption.NOFOLLOW_LINKS)) {
      new ProcessBuilder("umount", "-q", STATE.path().resolve("nodes").toString())
          .start()
          .onExit()
          .join();
      TreeRemoval.of(STATE.path(), STATE.journal());
    }
    Files.deleteIfExists(STATE.path());
    StateRoot.removeIfEmpty();
  }

  private void refused(String why) {
    assertThatExceptionOfType(LabStateException.class)
        .isThrownBy(() -> Down.down(STATE))
        .withMessageContaining(STATE.path().toString())
        .withMessageContaining(why);
    assertThatThrownBy(STATE::exists).isInstanceOf(LabStateException.class);
    assertThat(victim).hasContent("precious");
  }

  @Test
  void aLinkToAFolder() throws IOException {
    Files.createSymbolicLink(STATE.path(), elsewhere);
    refused("symbolic link");
  }

  @Test
  void aLinkToAnotherLab() throws IOException {
    StateDirectory other = new StateDirectory(new LabName("nlt-target"));
    other.create();
    try {
      Files.createSymbolicLink(STATE.path(), other.path());
      refused("symbolic link");
      assertThat(other.exists()).isTrue();
    } finally {
      other.remove();
    }
  }

  @Test
  void aFile() throws IOException {
    Files.writeString(STATE.path(), "");
    refused("is a file");
    assertThat(STATE.path()).exists();
  }

  @Test
  void aFolderWithoutAJournal() throws IOException {
    Files.createDirectory(STATE.path(), Ownership.PRIVATE_DIRECTORY);
    Files.writeString(STATE.path().resolve("data"), "precious");
    refused("has no journal");
    assertThat(STATE.path().resolve("data")).hasContent("precious");
  }

  @Test
  void aFolderWhoseJournalIsALink() throws IOException {
    Files.createDirectory(STATE.path(), Ownership.PRIVATE_DIRECTORY);
    Files.createSymbolicLink(STATE.journal(), Files.writeString(victim, "precious"));
    refused("symbolic link");
  }

  @Test
  void aFolderWithAnotherKindOfJournal() throws IOException {
    Files.createDirectory(STATE.path(), Ownership.PRIVATE_DIRECTORY);
    Files.writeString(STATE.journal(), "Dear diary,\n");
    refused("no line that netlab wrote");
    assertThat(STATE.journal()).hasContent("Dear diary,");
  }

  @Test
  void aFolderOrJournalThatOthersCanWriteTo() throws IOException {
    STATE.create();
    Files.setPosixFilePermissions(STATE.journal(), PosixFilePermissions.fromString("rw-rw-rw-"));
    refused("can be written to by others (mode 0666)");
    Files.setPosixFilePermissions(STATE.journal(), PosixFilePermissions.fromString("rw-------"));
    Files.setPosixFilePermissions(STATE.path(), PosixFilePermissions.fromString("rwxrwxrwx"));
    refused("can be written to by others (mode 0777)");
  }

  @Test
  void aFolderOfAnotherUser() throws IOException {
    STATE.create();
    Files.setAttribute(STATE.path(), "unix:uid", 12345);
    refused("belongs to user 12345");
    Files.setAttribute(STATE.path(), "unix:uid", 0);
  }

  /** In a /run of its own: that of the machine is used by others meanwhile. */
  @Test
  void aRootThatOthersCanWriteTo() throws IOException {
    List<String> command =
        new ArrayList<>(List.of("unshare", "--mount", "--propagation", "private", "sh", "-c"));
    command.add("mount -t tmpfs tmpfs /run && mkdir -m 0777 /run/netlab && exec \"$@\"");
    command.add("sh");
    command.addAll(JvmCommand.command(List.of(), AskingRoot.class, List.of(LAB.text())));
    Process program = new ProcessBuilder(command).redirectErrorStream(true).start();
    assertThat(program.inputReader().lines())
        .hasSize(3)
        .allSatisfy(
            line ->
                assertThat(line)
                    .contains("/run/netlab can be written to by others (mode 0777)", "chmod"));
  }

  @Test
  void deathBeforeTheJournalLeavesALabThatIsTakenDown() throws IOException {
    Files.createDirectory(STATE.path(), Ownership.PRIVATE_DIRECTORY);
    assertThat(STATE.exists()).isTrue();
    Down.down(STATE);
    assertThat(STATE.path()).doesNotExist();
  }

  @Test
  void removalTakesLinksAndNotWhatTheyLeadTo() throws IOException {
    STATE.create();
    Files.createSymbolicLink(STATE.path().resolve("nodes"), elsewhere);
    Files.createSymbolicLink(STATE.path().resolve("victim"), victim);
    Down.down(STATE);
    assertThat(STATE.path()).doesNotExist();
    assertThat(victim).hasContent("precious");
  }

  @Test
  void removalStopsWhereSomethingIsMounted() throws Exception {
    STATE.create();
    Path nodes = Files.createDirectory(STATE.path().resolve("nodes"));
    Path other = Files.createDirectories(STATE.path().resolve("keys/n"));
    String[] mount = {"mount", "--bind", elsewhere.toString(), nodes.toString()};
    assertThat(new ProcessBuilder(mount).start().waitFor()).isZero();
    assertThatExceptionOfType(DownException.class)
        .isThrownBy(() -> Down.down(STATE))
        .withMessageContaining("umount " + nodes);
    assertThat(victim).hasContent("precious");
    assertThat(other).as("the rest goes").doesNotExist();
    assertThat(new ProcessBuilder("umount", nodes.toString()).start().waitFor()).isZero();
    Down.down(STATE);
    assertThat(STATE.path()).doesNotExist();
  }
}
