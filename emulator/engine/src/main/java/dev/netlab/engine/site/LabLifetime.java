package dev.netlab.engine.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The lifetime of a lab that is up. It detects that the lab has ended, even if another lab of the
 * same name is up by then.
 */
final class LabLifetime implements Site.Lifetime {
  private final RunningLab lab;
  private final @Nullable Object born;

  LabLifetime(RunningLab lab) {
    this.lab = lab;
    this.born = inode();
  }

  /** Nodes lose their names before the state is removed. */
  @Override
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
