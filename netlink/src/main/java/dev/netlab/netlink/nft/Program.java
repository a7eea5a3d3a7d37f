package dev.netlab.netlink.nft;

import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.netns.Namespace;
import dev.netlab.netlink.syscall.Errno;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** An installed program that is run in a namespace until it ends. */
record Program(Path path) {
  /**
   * Searches PATH, and the folders in which Debian keeps programs for root, which are not in every
   * user's PATH.
   */
  static Optional<Program> find(String name) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.concat(
            Stream.of(path.split(File.pathSeparator, -1)), Stream.of("/usr/sbin", "/sbin"))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Program::new);
  }

  /**
   * Runs the program and returns its output.
   *
   * @param what the purpose of the run, for errors
   * @param input the program's stdin; errors call it {@link Nft#RULESET}
   * @throws KernelException with the program's stderr, if it fails
   */
  String run(Namespace namespace, String what, List<String> arguments, String input) {
    List<String> words = Stream.concat(Stream.of(path.toString()), arguments.stream()).toList();
    try {
      // A process starts in the namespace of the thread that starts it.
      Process process = namespace.call(() -> new ProcessBuilder(words).start());
      CompletableFuture<String> errors =
          CompletableFuture.supplyAsync(() -> read(process.getErrorStream()));
      try (var in = process.outputWriter(StandardCharsets.UTF_8)) {
        in.write(input);
      }
      String output = read(process.getInputStream());
      if (process.waitFor() != 0) {
        throw new KernelException(
            what, Errno.EINVAL, errors.join().strip().replace("/dev/stdin:", Nft.RULESET + ":"));
      }
      return output;
    } catch (IOException e) {
      throw new KernelException("run " + path, Errno.EIO, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KernelException("run " + path, Errno.EINTR);
    }
  }

  private static String read(InputStream from) {
    try (from) {
      return new String(from.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
