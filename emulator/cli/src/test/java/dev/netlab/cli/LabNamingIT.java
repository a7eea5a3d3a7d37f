package dev.netlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** LAB means the same to every verb: the name of a lab that is up, a folder, a file. */
class LabNamingIT {
  private static final String NAME = "naming" + ProcessHandle.current().pid();
  private static final String TEXT =
      """
      name: %s
      nodes:
        a: {interfaces: {eth0: {peer: b:eth0, address: 192.0.2.1/24}}}
        b:
          interfaces: {eth0: {address: 192.0.2.2/24}}
          policy:
            nat: [{masquerade: {out: eth0}}]
      scenarios:
        addresses:
          run: {node: a, command: "true"}
          facts:
            N1: {address: a:eth0 192.0.2.1/24}
      """
          .formatted(NAME);

  @TempDir private Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void up() throws IOException {
    file = Files.writeString(folder.resolve("lab.yaml"), TEXT);
    bringUp();
  }

  private void bringUp() {
    assertThat(CommandRun.of("up", folder.toString()).err())
        .contains("lab " + NAME + " is up: 2 nodes, 0 networks");
  }

  @AfterEach
  void down() {
    CommandRun.of("down", NAME);
  }

  @ParameterizedTest
  @ValueSource(strings = {"graph", "test", "policy", "plan", "validate", "show"})
  void everyVerbFindsTheLabByItsNameFolderAndFile(String verb) {
    CommandRun byName = CommandRun.of(verb, NAME);
    assertThat(byName.status()).isZero();
    assertThat(CommandRun.of(verb, folder.toString())).isEqualTo(byName);
    assertThat(CommandRun.of(verb, file.toString())).isEqualTo(byName);
  }

  @Test
  void whatIsEditedSinceIsSeenByVerbsOfTheFileOnly() throws IOException {
    Files.writeString(file, TEXT.replace("192.0.2.1", "192.0.2.9"));
    assertThat(CommandRun.of("graph", NAME).out()).contains("192.0.2.1");
    assertThat(CommandRun.of("graph", file.toString()).out()).contains("192.0.2.9");
    assertThat(CommandRun.of("plan", NAME).out()).contains("192.0.2.9");
    CommandRun again = CommandRun.of("up", NAME);
    assertThat(again.status()).isEqualTo(2);
    assertThat(again.err())
        .contains("lab " + NAME + " is already running from a different version of its file")
        .contains(file.toString());
  }

  @Test
  void aLabWhoseFileIsGoneGoesByItsNameAndItsOldPath() throws IOException {
    Files.delete(file);
    assertThat(CommandRun.of("up", NAME).err()).contains("is up already");
    assertThat(CommandRun.of("test", NAME).status()).isZero();
    assertThat(CommandRun.of("show", folder.toString()).out()).startsWith("lab " + NAME);
    assertThat(CommandRun.of("down", file.toString()).err()).contains(NAME + " is down");
  }

  @Test
  void downByAFileTakesTheLabOfItsNameAndSaysIfItCameFromAnother() throws IOException {
    Path copy = Files.writeString(folder.resolve("copy.yaml"), TEXT);
    assertThat(CommandRun.of("down", copy.toString()).err())
        .isEqualTo("lab %s is down; it was up from %s\n".formatted(NAME, file));
    bringUp();
    assertThat(CommandRun.of("down", folder.toString()).err())
        .isEqualTo("lab %s is down\n".formatted(NAME));
  }

  @Test
  void aLabOfAnotherNameStartsAgainByThatName() {
    String other = NAME + "-2";
    try {
      assertThat(CommandRun.of("up", NAME, "--name", other).status()).isZero();
      assertThat(CommandRun.of("up", other).err()).contains("lab " + other + " is up already");
      assertThat(CommandRun.of("plan", other).out()).contains(other + ".a");
    } finally {
      assertThat(CommandRun.of("down", other).err()).contains(other + " is down");
    }
  }

  @Test
  void aMisspeltNameIsLikenedToLabsThatAreUp() {
    CommandRun wrong = CommandRun.of("show", NAME + "x");
    assertThat(wrong.status()).isEqualTo(2);
    assertThat(wrong.err()).contains("is not up; did you mean '" + NAME + "'?");
  }

  @Test
  void whatIsNoLabIsRefusedByVerbsThatNeedRoot() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    for (String verb : List.of("up", "test", "exec", "down")) {
      assertThat(refused(verb, empty.toString()))
          .isEqualTo("netlab: the folder %s has no lab.yaml\n".formatted(empty));
      assertThat(refused(verb, empty + "/x.yaml"))
          .isEqualTo("netlab: there is no file or folder %s/x.yaml\n".formatted(empty));
    }
    assertThat(refused("up", "no-such-lab")).startsWith("netlab: there is no lab 'no-such-lab'");
  }

  private static String refused(String verb, String lab) {
    CommandRun run =
        verb.equals("exec") ? CommandRun.of(verb, lab, "n", "true") : CommandRun.of(verb, lab);
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    return run.err();
  }
}
