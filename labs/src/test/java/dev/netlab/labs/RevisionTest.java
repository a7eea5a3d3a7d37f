package dev.netlab.labs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RevisionTest {
  @TempDir private Path folder;

  @Test
  void outsideOfGitTheSourcesDecide() throws IOException {
    Path main = Files.createDirectories(folder.resolve("module/src/main"));
    Files.writeString(main.resolve("A.java"), "class A {}");
    String first = Revision.of(folder);
    Files.writeString(folder.resolve("module/notes"), "no source");
    assertThat(Revision.of(folder)).isEqualTo(first).matches("[0-9a-f]{64}");
    Files.writeString(main.resolve("A.java"), "class A { }");
    assertThat(Revision.of(folder)).isNotEqualTo(first);
  }

  @Test
  void inGitTheCommitDecides() throws Exception {
    git("init", "--quiet");
    commit("one");
    String first = Revision.of(folder);
    Files.writeString(folder.resolve("new"), "not committed");
    assertThat(Revision.of(folder)).isEqualTo(first).matches("[0-9a-f]{40,}");
    commit("two");
    assertThat(Revision.of(folder)).isNotEqualTo(first);
  }

  private void commit(String message) throws Exception {
    git(
        "-c",
        "user.name=n",
        "-c",
        "user.email=n@example.org",
        "commit",
        "--quiet",
        "--allow-empty",
        "-m",
        message);
  }

  private void git(String... words) throws Exception {
    Process git =
        new ProcessBuilder(Stream.concat(Stream.of("git"), Stream.of(words)).toList())
            .directory(folder.toFile())
            .inheritIO()
            .start();
    assertThat(git.waitFor()).isZero();
  }
}
