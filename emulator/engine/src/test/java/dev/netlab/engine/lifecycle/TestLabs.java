package dev.netlab.engine.lifecycle;

import dev.netlab.engine.jvm.Progress;
import dev.netlab.engine.site.RunningLab;
import dev.netlab.engine.state.LabLock;
import dev.netlab.engine.state.StateDirectory;
import dev.netlab.lab.Lab;
import dev.netlab.lab.LabName;
import dev.netlab.lab.yaml.LabReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The lab that the tests of this package bring up, under names of their own. */
public final class TestLabs {
  private TestLabs() {}

  public static LabSource small(String name) {
    return of("/run/lab.yaml", name);
  }

  /** A lab whose file is among the tests' resources. */
  public static LabSource of(String resource, String name) {
    Path file = file(resource);
    return source(file, LabReader.read(file, new LabName(name)));
  }

  public static LabSource source(Path file, Lab lab) {
    try {
      return new LabSource(lab, file, Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A copy: for the tests of other modules it is in a jar. */
  private static Path file(String resource) {
    try (InputStream in =
        Objects.requireNonNull(TestLabs.class.getResourceAsStream(resource), resource)) {
      Path folder = Files.createTempDirectory("netlab-test");
      folder.toFile().deleteOnExit();
      Path copy = folder.resolve(resource.substring(resource.lastIndexOf('/') + 1));
      Files.copy(in, copy);
      copy.toFile().deleteOnExit(); // before its folder: the last comes first
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Up.Outcome up(LabSource source) {
    try (LabLock _ = LabLock.acquire(source.lab().name())) {
      return new Up(source).up(Progress.SILENT);
    }
  }

  public static void down(String name) {
    try (LabLock _ = LabLock.acquire(new LabName(name))) {
      Down.down(new StateDirectory(new LabName(name)));
    }
  }

  /** How many sockets its agent has: the one that it listens at, and its end of each connection. */
  public static long agentSockets(String name) throws IOException {
    String folder = new StateDirectory(new LabName(name)).path() + "/";
    try (Stream<String> sockets = Files.lines(Path.of("/proc/net/unix"))) {
      return sockets.filter(line -> line.contains(folder) && line.endsWith("/agent.sock")).count();
    }
  }

  /** What a command in a node prints, until it ends. */
  public static String run(String name, String node, String... command) throws IOException {
    Process process =
        new ProcessBuilder(
                RunningLab.of(new StateDirectory(new LabName(name)))
                    .command(node, List.of(command)))
            .redirectErrorStream(true)
            .start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
