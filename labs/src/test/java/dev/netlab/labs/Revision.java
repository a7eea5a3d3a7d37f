package dev.netlab.labs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is under test: the commit that is checked out, or outside of git a hash of the sources. What
 * a run tries a share of is chosen by it, so that a run on the same sources tries the same.
 */
final class Revision {
  private Revision() {}

  /**
   * Of a project's top folder.
   *
   * @return hexadecimal digits
   */
  static String of(Path top) throws IOException {
    Optional<String> commit = commit(top);
    return commit.isPresent() ? commit.get() : sources(top);
  }

  private static Optional<String> commit(Path top) throws IOException {
    if (!Files.exists(top.resolve(".git"))) {
      return Optional.empty();
    }
    // The checkout may be another user's.
    Process git =
        new ProcessBuilder("git", "-c", "safe.directory=*", "rev-parse", "--verify", "HEAD")
            .directory(top.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String said = new String(git.getInputStream().readAllBytes(), UTF_8).strip();
    return said.matches("[0-9a-f]{40,}") ? Optional.of(said) : Optional.empty();
  }

  private static String sources(Path top) throws IOException {
    try (Stream<Path> all = Files.walk(top)) {
      List<Path> files =
          all.filter(Files::isRegularFile)
              .filter(file -> top.relativize(file).toString().matches("(.*/)?src/main/.*"))
              .sorted()
              .toList();
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Path file : files) {
        digest.update(Files.readAllBytes(file));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
