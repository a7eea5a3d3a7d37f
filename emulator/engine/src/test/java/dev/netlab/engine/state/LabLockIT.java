package dev.netlab.engine.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.netlab.engine.jvm.JvmCommand;
import dev.netlab.engine.jvm.Progress;
import dev.netlab.lab.LabName;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LabLockIT {
  private static final LabName LAB = new LabName("nlt-lock");
  private static final LabName OTHER = new LabName("nlt-other");
  private static final LabName HELD = new LabName("nlt-held");

  @Test
  void oneHolderAtATimeAndNothingLeftAfterwards() {
    Path file = StateRoot.PATH.resolve(".nlt-lock.lock");
    try (LabLock held = LabLock.tryAcquire(LAB).orElseThrow()) {
      assertThat(LabLock.tryAcquire(LAB)).isEmpty();
      try (LabLock other = LabLock.tryAcquire(OTHER).orElseThrow()) {
        assertThat(other).isNotSameAs(held);
      }
      assertThat(LabLock.tryAcquire(LAB)).as("still held").isEmpty();
      assertThat(file).satisfies(LabLockIT::isOnlyRoots);
    }
    try (LabLock again = LabLock.tryAcquire(LAB).orElseThrow()) {
      assertThat(again).isNotNull();
    }
    assertThat(file).doesNotExist();
  }

  /** Whoever can open a file can lock it, and so keep everybody else from doing so. */
  private static void isOnlyRoots(Path file) throws Exception {
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void aWaitIsToldAndEndsAndNamesTheHolder() {
    long own = ProcessHandle.current().pid();
    List<String> said = new ArrayList<>();
    try (LabLock _ = LabLock.acquire(LAB)) {
      assertThat(LabLock.holder(LAB)).hasValue(own);
      assertThatExceptionOfType(LabStateException.class)
          .isThrownBy(() -> LabLock.acquire(LAB, Duration.ofMillis(300), said::add))
          .withMessageContaining("process " + own)
          .withMessageContaining("changing lab nlt-lock");
    }
    assertThat(said)
        .containsExactly(
            "waiting for another netlab, process %d, that is changing lab nlt-lock".formatted(own));
    assertThat(LabLock.holder(LAB)).isEmpty();
  }

  @Test
  void whatADeadHolderLeftIsRemovedAndWhatIsHeldStays() throws Exception {
    Path left = StateRoot.PATH.resolve(".nlt-dead.lock");
    Path none = StateRoot.PATH.resolve(".not a lab's.lock");
    try (LabLock _ = LabLock.tryAcquire(LAB).orElseThrow()) {
      Files.createFile(left, Ownership.PRIVATE_FILE);
      Files.createFile(none, Ownership.PRIVATE_FILE);
      LabLock.removeAbandoned();
      assertThat(left).doesNotExist();
      assertThat(none).exists();
      assertThat(LabLock.tryAcquire(LAB)).as("still held").isEmpty();
    } finally {
      Files.deleteIfExists(none);
    }
  }

  @Test
  void aLockFileThatIsALinkIsNotFollowed() throws Exception {
    Path link = StateRoot.PATH.resolve(".nlt-lock.lock");
    StateRoot.make();
    Files.createSymbolicLink(link, Path.of("/run/nlt-planted"));
    try {
      assertThatExceptionOfType(LabStateException.class)
          .isThrownBy(() -> LabLock.acquire(LAB))
          .withMessageContaining(link + " is a symbolic link");
    } finally {
      Files.delete(link);
      StateRoot.removeIfEmpty();
    }
  }

  @Test
  void whatEveryoneCanLockKeepsNobody() throws Exception {
    List<Process> holders = new ArrayList<>();
    try {
      for (String folder : List.of("/run", "/run/netns")) {
        if (Files.isDirectory(Path.of(folder))) {
          holders.add(
              new ProcessBuilder("flock", "--shared", folder, "sh", "-c", "echo held; exec cat")
                  .start());
          assertThat(holders.getLast().inputReader(StandardCharsets.UTF_8).readLine())
              .isEqualTo("held");
        }
      }
      assertThat(SharedHostState.ensureWhile(Progress.SILENT, () -> "made")).isEqualTo("made");
      SharedHostState.undoIfLast(Progress.SILENT);
    } finally {
      holders.forEach(Process::destroyForcibly);
      SharedHostState.undoIfLast(Progress.SILENT);
    }
  }

  @Test
  void anotherProcessIsKeptOutUntilTheHolderDies() throws Exception {
    Process holder =
        new ProcessBuilder(JvmCommand.command(List.of(), Holder.class, List.of(HELD.text())))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader said = holder.inputReader(StandardCharsets.UTF_8)) {
      assertThat(said.readLine()).isEqualTo("held");
      assertThat(LabLock.tryAcquire(HELD)).isEmpty();
      assertThat(LabLock.holder(HELD)).hasValue(holder.pid());
    } finally {
      holder.destroyForcibly();
    }
    await().until(() -> LabLock.tryAcquire(HELD), Optional::isPresent).get().close();
  }

  /** A process that takes a lock, says so, and keeps it until it is killed. */
  static final class Holder {
    private Holder() {}

    public static void main(String... arguments) throws Exception {
      try (LabLock _ = LabLock.acquire(new LabName(arguments[0]))) {
        System.out.println("held");
        Thread.currentThread().join();
      }
    }
  }
}
