package dev.netlab.labs;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.netlab.engine.jvm.Progress;
import dev.netlab.engine.lifecycle.Down;
import dev.netlab.engine.lifecycle.LabSource;
import dev.netlab.engine.lifecycle.Up;
import dev.netlab.engine.site.LabAgent;
import dev.netlab.engine.site.RunningLab;
import dev.netlab.engine.state.LabLock;
import dev.netlab.engine.state.StateDirectory;
import dev.netlab.insight.explain.PredictionDiff;
import dev.netlab.insight.story.Trace;
import dev.netlab.insight.trace.TraceOptions;
import dev.netlab.insight.trace.Tracer;
import dev.netlab.lab.Lab;
import dev.netlab.lab.LabName;
import dev.netlab.lab.yaml.LabReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** A lab that is up under a name of the test's, to be broken, traced and repaired. */
final class TracedLab implements AutoCloseable {
  private final LabSource source;
  private final StateDirectory state;
  private final Deque<Runnable> repairs = new ArrayDeque<>();

  private TracedLab(LabSource source) {
    this.source = source;
    this.state = new StateDirectory(source.lab().name());
  }

  static TracedLab up(Path file, String name) {
    return up(new LabSource(LabReader.read(file, new LabName(name)), file, LabFolder.text(file)));
  }

  private static TracedLab up(LabSource source) {
    TracedLab lab = new TracedLab(source);
    try {
      lab.up();
      return lab;
    } catch (RuntimeException e) {
      lab.close();
      throw e;
    }
  }

  /** Makes it, or starts its agent again. */
  void up() {
    try (LabLock _ = LabLock.acquire(lab().name())) {
      new Up(source).up(Progress.SILENT);
    }
  }

  Lab lab() {
    return source.lab();
  }

  LabAgent agent() {
    return running().agent();
  }

  private RunningLab running() {
    return RunningLab.of(state);
  }

  Trace trace(String node, String... command) {
    return Tracer.trace(
        running(),
        TraceOptions.of(node, List.of(command)),
        new PredictionDiff(lab().networkNames())::of,
        new ByteArrayOutputStream(),
        Progress.SILENT);
  }

  /** Runs a shell's line in a node; what it prints, without the last line's end. */
  String in(String node, String line) {
    try {
      Process process =
          new ProcessBuilder(running().command(node, List.of("sh", "-ec", line)))
              .redirectErrorStream(true)
              .start();
      String printed = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
      int status = process.waitFor();
      if (status != 0) {
        throw new IllegalStateException(
            "%s in %s ended with %d: %s".formatted(line, node, status, printed));
      }
      return printed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while running " + line, e);
    }
  }

  /** Breaks a node; {@link #repair} does the second line there. */
  void damage(String node, String line, String repair) {
    repairs.push(() -> in(node, repair));
    in(node, line);
  }

  /** What is to be done again, beside what {@link #damage} says. */
  void repairBy(Runnable repair) {
    repairs.push(repair);
  }

  /** Undoes all breaks, the last first. */
  void repair() {
    while (!repairs.isEmpty()) {
      repairs.pop().run();
    }
  }

  @Override
  public void close() {
    try (LabLock _ = LabLock.acquire(lab().name())) {
      Down.down(state);
    }
  }
}
