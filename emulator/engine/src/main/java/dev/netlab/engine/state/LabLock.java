package dev.netlab.engine.state;

import dev.netlab.lab.LabName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Lets only one process at a time change a lab. The lock file is next to the state directory,
 * because that directory is created and removed. No lock file is left once the lab is down.
 */
public final class LabLock implements AutoCloseable {
  /** Longer than any lab's {@code up} or {@code down} takes. A test may take longer. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final String BEFORE = ".";
  private static final String BEHIND = ".lock";

  private final LockFile file;

  private LabLock(LockFile file) {
    this.file = file;
  }

  /**
   * Acquires the lock. Waits for another holder, but not indefinitely.
   *
   * @param talk receives a message that names the holder
   * @throws LabStateException if the other process does not release it in time
   */
  public static LabLock acquire(LabName lab, Consumer<String> talk) {
    return acquire(lab, PATIENCE, talk);
  }

  static LabLock acquire(LabName lab, Duration patience, Consumer<String> talk) {
    return new LabLock(LockFile.acquire(file(lab), "changing lab " + lab, patience, talk));
  }

  /** Acquires the lock like {@link #acquire(LabName, Consumer)}, without messages. */
  public static LabLock acquire(LabName lab) {
    return acquire(lab, unheard -> {});
  }

  /** Returns the process that is currently changing the lab; empty if there is none. */
  public static OptionalLong holder(LabName lab) {
    return KernelLocks.holder(file(lab));
  }

  /** Returns the lock, or empty if another process holds it. */
  static Optional<LabLock> tryAcquire(LabName lab) {
    return LockFile.tryAcquire(file(lab)).map(LabLock::new);
  }

  /**
   * Removes what processes left behind that were killed before they created anything of a lab: lock
   * files that nobody holds, and the folder if it is then empty.
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
