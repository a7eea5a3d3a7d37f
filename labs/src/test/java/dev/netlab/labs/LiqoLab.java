package dev.netlab.labs;

import dev.netlab.engine.jvm.Progress;
import dev.netlab.engine.lifecycle.Down;
import dev.netlab.engine.lifecycle.LabSource;
import dev.netlab.engine.lifecycle.Up;
import dev.netlab.engine.site.RunningLab;
import dev.netlab.engine.state.LabLock;
import dev.netlab.engine.state.StateDirectory;
import dev.netlab.lab.Lab;
import dev.netlab.lab.LabName;
import dev.netlab.lab.yaml.LabReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The lab of two clusters, up under a name of the test's until it is closed. */
final class LiqoLab implements AutoCloseable {
  final Lab lab;
  final RunningLab running;

  private LiqoLab(Lab lab, RunningLab running) {
    this.lab = lab;
    this.running = running;
  }

  static LiqoLab up(String name) {
    return up(LabFolder.file("liqo-two-clusters"), name);
  }

  /** With a part of its file written otherwise. */
  static LiqoLab up(String name, Path folder, String was, String is) {
    try {
      String text = LabFolder.text(LabFolder.file("liqo-two-clusters"));
      if (!text.contains(was)) {
        throw new IllegalArgumentException("the lab file has no '" + was + "'");
      }
      return up(Files.writeString(folder.resolve("lab.yaml"), text.replace(was, is)), name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static LiqoLab up(Path file, String name) {
    Lab lab = LabReader.read(file, new LabName(name));
    LiqoLab up = new LiqoLab(lab, RunningLab.of(new StateDirectory(new LabName(name))));
    try (LabLock _ = LabLock.acquire(new LabName(name))) {
      new Up(new LabSource(lab, file, LabFolder.text(file))).up(Progress.SILENT);
    } catch (RuntimeException e) {
      up.close();
      throw e;
    }
    return new LiqoLab(lab, RunningLab.of(new StateDirectory(new LabName(name))));
  }

  /** Runs a shell line in a node and returns what it printed. */
  String sh(String node, String line) {
    try {
      Process process =
          new ProcessBuilder(running.command(node, List.of("sh", "-c", line)))
              .redirectErrorStream(true)
              .start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try (LabLock _ = LabLock.acquire(lab.name())) {
      Down.down(new StateDirectory(lab.name()));
    }
  }
}
