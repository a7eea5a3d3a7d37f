package dev.netlab.emulator.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/** The life of a lab that is up, to know when it is over, even if one of its name is up again. */
public final class LabLife {
  private final StateDirectory state;
  private final @Nullable Object born;

  public LabLife(StateDirectory state) {
    this.state = state;
    this.born = inode();
  }

  /** Whether it went down, or is just about to. */
  public boolean isOver() {
    Object now = inode();
    return now == null || !now.equals(born);
  }

  private @Nullable Object inode() {
    try {
      return Files.exists(state.path()) ? Files.getAttribute(state.path(), "unix:ino") : null;
    } catch (NoSuchFileException gone) {
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
