package dev.netlab.engine.state;

import dev.netlab.lab.LabName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * One process at a time changes a lab. The lock is on a file beside the state directory, since that
 * directory comes and goes, and nothing is left of it when the lab is down.
 */
public final class LabLock implements AutoCloseable {
  /** Longer than any lab's {@code up} or {@code down}; a test may well take longer. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final String BEFORE = ".";
  private static final String BEHIND = ".lock";

  private final LockFile file;

  private LabLock(LockFile file) {
    this.file = file;
  }

  /**
   * The lock; waits for another that has it, but not for ever.
   *
   * @param talk hears whom it waits for
   * @throws LabStateException if that one keeps it
   */
  public static LabLock acquire(LabName lab, Consumer<String> talk) {
    return acquire(lab, PATIENCE, talk);
  }

  static LabLock acquire(LabName lab, Duration patience, Consumer<String> talk) {
    return new LabLock(LockFile.acquire(file(lab), "changing lab " + lab, patience, talk));
  }

  /** As above, without a word. */
  public static LabLock acquire(LabName lab) {
    return acquire(lab, unheard -> {});
  }

  /** The process that is changing the lab just now; empty where none is. */
  public static OptionalLong holder(LabName lab) {
    return KernelLocks.holder(file(lab));
  }

  /** The lock, or nothing if another has it. */
  static Optional<LabLock> tryAcquire(LabName lab) {
    return LockFile.tryAcquire(file(lab)).map(LabLock::new);
  }

  /**
   * Removes what those have left who were killed before they had made anything of a lab: files of
   * locks that nobody has, and the folder if nothing else is in it.
   */
  public static void removeAbandoned() {
    if (!StateRoot.isThere()) {
      return;
    }
    for (String name : StateRoot.names()) {
      if (name.startsWith(BEFORE) && name.endsWith(BEHIND)) {
        String lab = name.substring(BEFORE.length(), name.length() - BEHIND.length());
        LabName.tryParse(lab).flatMap(LabLock::tryAcquire).ifPresent(LabLock::close);
      }
    }
    StateRoot.removeIfEmpty();
  }

  private static Path file(LabName lab) {
    return StateRoot.PATH.resolve(BEFORE + lab + BEHIND);
  }

  @Override
  public void close() {
    file.close();
  }
}
