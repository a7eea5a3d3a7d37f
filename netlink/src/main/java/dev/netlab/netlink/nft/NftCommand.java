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

/** The program {@code nft}, started once for each run, for machines without the library. */
public final class NftCommand implements Nft {
  private final Path program;

  NftCommand(Path program) {
    this.program = program;
  }

  /** Looks in PATH, and where Debian has it, which is not in everyone's PATH. */
  static Optional<NftCommand> find() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.concat(
            Stream.of(path.split(File.pathSeparator, -1)), Stream.of("/usr/sbin", "/sbin"))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, "nft"))
        .filter(Files::isExecutable)
        .findFirst()
        .map(NftCommand::new);
  }

  @Override
  public void apply(Namespace namespace, String ruleset) {
    NftWords.reject(ruleset);
    run(namespace, "apply an nft ruleset", List.of(program.toString(), "-f", "-"), ruleset);
  }

  @Override
  public String query(Namespace namespace, String command, Format format) {
    List<String> words =
        switch (format) {
          case TEXT -> List.of(program.toString(), command);
          case HANDLES -> List.of(program.toString(), "-a", command);
          case JSON -> List.of(program.toString(), "-j", command);
        };
    return run(namespace, "nft " + command, words, "");
  }

  private String run(Namespace namespace, String what, List<String> words, String input) {
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
        String said = errors.join().strip().replace("/dev/stdin:", RULESET + ":");
        throw new KernelException(what, Errno.EINVAL, said);
      }
      return output;
    } catch (IOException e) {
      throw new KernelException("run " + program, Errno.EIO, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KernelException("run " + program, Errno.EINTR);
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
