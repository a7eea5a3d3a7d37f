package dev.netlab.insight.trace.collect;

import dev.netlab.engine.state.StateDirectory;
import dev.netlab.netlink.file.FileLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Supplier;

/**
 * Where a lab's {@link OffloadsRecord} is kept: in its state directory, so that it goes with it.
 */
record OffloadsFile(StateDirectory state) {
  boolean exists() {
    return Files.exists(state.offloads());
  }

  /** Does something that no other process does meanwhile. */
  <T> T locked(Supplier<T> action) {
    // The lock is on the directory, as the file is replaced by each change.
    try (FileLock _ = FileLock.acquire(state.path())) {
      return action.get();
    }
  }

  OffloadsRecord read() {
    try {
      return OffloadsRecord.parse(Files.readString(state.offloads()));
    } catch (NoSuchFileException none) {
      return OffloadsRecord.NONE;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Replaces it at one stroke; a record of nothing is no file. */
  void write(OffloadsRecord record) {
    try {
      if (record.users().isEmpty() && record.off().isEmpty()) {
        Files.deleteIfExists(state.offloads());
        return;
      }
      Path next = state.path().resolve("offloads.next");
      state.write(next, record.text());
      Files.move(next, state.offloads(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
