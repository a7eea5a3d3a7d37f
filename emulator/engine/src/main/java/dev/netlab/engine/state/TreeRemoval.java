package dev.netlab.engine.state;

import dev.netlab.netlink.netns.MountPoints;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Removes a folder and everything in it. Symbolic links are removed, their targets are kept. A
 * mount point is kept, and so are the folders above it. Failing to remove one thing does not
 * prevent the removal of the rest.
 */
final class TreeRemoval extends SimpleFileVisitor<Path> {
  private final Set<String> mounts = MountPoints.ofThisProcess();
  private final List<String> problems = new ArrayList<>();

  private final Path folder;
  private final Path last;

  private TreeRemoval(Path folder, Path last) {
    this.folder = folder;
    this.last = last;
  }

  /**
   * Removes the folder.
   *
   * @param last a file in the folder that is removed after everything else, and kept if anything is
   *     kept
   * @return what could not be removed, each with the reason
   */
  static List<String> of(Path folder, Path last) {
    TreeRemoval removal = new TreeRemoval(folder, last);
    try {
      Files.walkFileTree(folder, removal);
    } catch (IOException e) {
      removal.fail(folder, e);
    }
    return List.copyOf(removal.problems);
  }

  @Override
  public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
    return isMount(directory) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    if (!file.equals(last) && !isMount(file)) {
      delete(file);
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException e) {
    fail(file, e);
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) {
    if (directory.equals(folder) && problems.isEmpty()) {
      delete(last);
    }
    delete(directory);
    return FileVisitResult.CONTINUE;
  }

  private boolean isMount(Path path) {
    if (!mounts.contains(path.toString())) {
      return false;
    }
    problems.add("something is mounted at %s; unmount it: umount %s".formatted(path, path));
    return true;
  }

  /** A folder that is not empty because of an earlier problem is kept, without a second report. */
  private void delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (DirectoryNotEmptyException e) {
      if (problems.isEmpty()) {
        fail(path, e);
      }
    } catch (IOException e) {
      fail(path, e);
    }
  }

  private static String words(IOException e) {
    return e instanceof FileSystemException f && f.getReason() != null
        ? f.getReason()
        : e.getClass().getSimpleName();
  }

  private void fail(Path path, IOException e) {
    problems.add("remove %s: %s".formatted(path, words(e)));
  }
}
