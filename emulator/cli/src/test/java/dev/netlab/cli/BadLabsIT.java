package dev.netlab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.netlab.engine.lifecycle.LabSource;
import dev.netlab.engine.lifecycle.TestLabs;
import dev.netlab.engine.site.RunningLab;
import dev.netlab.engine.state.LabStateException;
import dev.netlab.engine.state.StateDirectory;
import dev.netlab.lab.LabName;
import dev.netlab.lab.yaml.LabReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with one lab is told, undone as far as it is known, and keeps no other lab. */
class BadLabsIT {
  private static final String TEXT = "name: nlt-x\nnodes: {a: {}, b: {}}\n";
  private static final LabName BAD = new LabName("nlt-bad");
  private static final LabName GOOD = new LabName("nlt-good");
  private static final StateDirectory STATE = new StateDirectory(BAD);

  @TempDir Path folder;

  @BeforeEach
  void bringUp() throws IOException {
    up(BAD);
    up(GOOD);
  }

  private void up(LabName name) throws IOException {
    Path file = Files.writeString(folder.resolve("lab.yaml"), TEXT);
    TestLabs.up(new LabSource(LabReader.read(file, name), file, TEXT));
  }

  @AfterEach
  void leaveNothing() throws Exception {
    CommandRun.of("down", BAD.text());
    CommandRun.of("down", GOOD.text());
    for (String node : new String[] {"a", "b"}) {
      ip("netns", "delete", BAD + "." + node);
    }
  }

  private static int ip(String... words) throws Exception {
    ProcessBuilder ip = new ProcessBuilder("ip");
    for (String word : words) {
      ip.command().add(word);
    }
    return ip.start().waitFor();
  }

  @Test
  void aDamagedJournal() throws Exception {
    Files.writeString(STATE.journal(), "rubbish\n", StandardOpenOption.APPEND);
    CommandRun ls = CommandRun.of("ls");
    assertThat(ls.status()).isEqualTo(4);
    assertThat(ls.err()).contains("journal:", "rubbish", "netlab down nlt-bad");
    assertThat(ls.out()).containsPattern("nlt-bad +2 +damaged").containsPattern("nlt-good +2 +up");
    CommandRun show = CommandRun.of("show", "nlt-bad");
    assertThat(show.status()).isEqualTo(4);
    assertThat(show.out()).contains("lab nlt-bad", "a\n", "b\n");
    CommandRun down = CommandRun.of("down", "nlt-bad");
    assertThat(down.status()).isEqualTo(4);
    assertThat(down.err()).contains("rubbish", "no namespace has the lab's name");
    assertThat(STATE.exists()).isFalse();
    assertThat(CommandRun.of("ls").status()).isZero();
  }

  @Test
  void aDamagedLineOfANamespaceIsNotGuessedAt() throws Exception {
    String journal = Files.readString(STATE.journal());
    Files.writeString(
        STATE.journal(), journal.replace("namespace nlt-bad.b ", "namespace nlt-bad.b x"));
    CommandRun down = CommandRun.of("down", "nlt-bad");
    assertThat(down.status()).isEqualTo(4);
    assertThat(down.err()).contains("ip netns delete removes them: nlt-bad.b");
    assertThat(Path.of("/run/netns/nlt-bad.a")).doesNotExist();
    assertThat(Path.of("/run/netns/nlt-bad.b")).exists();
  }

  @Test
  void aMissingOrigin() throws Exception {
    Files.delete(STATE.origin());
    CommandRun ls = CommandRun.of("ls", "--format", "json");
    assertThat(ls.status()).isEqualTo(4);
    assertThat(ls.out()).contains("nlt-bad", "nlt-good");
    assertThat(CommandRun.of("down", "nlt-bad").status()).isZero();
  }

  @Test
  void aPlaceThatIsNoLabs() throws Exception {
    Path planted = STATE.path().resolveSibling("nlt-planted");
    Files.createSymbolicLink(planted, folder);
    try {
      CommandRun ls = CommandRun.of("ls");
      assertThat(ls.status()).isEqualTo(2);
      assertThat(ls.err()).contains(planted + " is a symbolic link");
      assertThat(ls.out()).contains("nlt-bad", "nlt-good").doesNotContain("nlt-planted");
      assertThat(folder.resolve("lab.yaml")).exists();
    } finally {
      Files.delete(planted);
    }
  }

  @Test
  void aNamespaceThatIsGone() throws Exception {
    Process sleeper = start("sleep", "1000");
    assertThat(ip("netns", "delete", "nlt-bad.a")).isZero();
    told("namespace /run/netns/nlt-bad.a is gone");
    assertThat(CommandRun.of("down", "nlt-bad").status()).isZero();
    assertThat(sleeper.waitFor(5, TimeUnit.SECONDS)).as("ended, though its name was gone").isTrue();
  }

  @Test
  void aNamespaceThatIsAnothers() throws Exception {
    assertThat(ip("netns", "delete", "nlt-bad.a")).isZero();
    assertThat(ip("netns", "add", "nlt-bad.a")).isZero();
    told("namespace /run/netns/nlt-bad.a is not the one that netlab made");
    assertThat(CommandRun.of("down", "nlt-bad").status()).isZero();
    assertThat(Path.of("/run/netns/nlt-bad.a")).as("another's").exists();
    assertThat(Path.of("/run/netns/nlt-bad.b")).doesNotExist();
  }

  private void told(String what) {
    RunningLab running = RunningLab.of(STATE);
    assertThatThrownBy(() -> running.open("a"))
        .isInstanceOf(LabStateException.class)
        .hasMessageContaining(what)
        .hasMessageContaining("netlab down nlt-bad");
    assertThatThrownBy(() -> running.namespacePath("a")).hasMessageContaining(what);
    assertThatThrownBy(() -> up(BAD)).hasMessageContaining(what);
    CommandRun show = CommandRun.of("show", "nlt-bad");
    assertThat(show.status()).isEqualTo(2);
    assertThat(show.err()).contains(what);
    assertThat(show.out()).contains("b\n");
    assertThat(CommandRun.of("ls").err()).contains(what);
  }

  private static Process start(String... command) throws IOException {
    Process process =
        new ProcessBuilder(RunningLab.of(STATE).command("a", List.of(command))).start();
    Path name = Path.of("/proc", Long.toString(process.pid()), "comm");
    await().until(() -> Files.readString(name).equals(command[0] + "\n"));
    return process;
  }

  @RepeatedTest(3)
  void processesThatForkWhileTheyAreEnded() throws Exception {
    // Each ignores SIGTERM, forks the next, and ends; one that is missed goes on for seconds.
    String relay = "$SIG{TERM} = 'IGNORE'; for (1 .. 200000) { exit if fork } sleep 60";
    String held = folder.resolve("held").toString();
    Process first =
        new ProcessBuilder(
                RunningLab.of(STATE).command("a", List.of("flock", held, "perl", "-e", relay)))
            .start();
    assertThat(first.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(CommandRun.of("down", "nlt-bad").status()).isZero();
    // Each has inherited the lock; a list of all processes misses them.
    assertThat(new ProcessBuilder("flock", "--timeout", "3", held, "true").start().waitFor())
        .isZero();
  }
}
