package dev.netlab.engine.lifecycle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The life of a lab that is up, to know when it is over, even if one of its name is up again. */
public final class LabLifetime {
  private final RunningLab lab;
  private final @Nullable Object born;

  public LabLifetime(RunningLab lab) {
    this.lab = lab;
    this.born = inode();
  }

  /** Whether it went down, or is about to: nodes lose their names before the state goes. */
  public boolean isOver() {
    Object now = inode();
    return now == null || !now.equals(born) || lab.isANameGone();
  }

  private @Nullable Object inode() {
    Path state = lab.state().path();
    try {
      return Files.exists(state) ? Files.getAttribute(state, "unix:ino") : null;
    } catch (NoSuchFileException gone) {
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
