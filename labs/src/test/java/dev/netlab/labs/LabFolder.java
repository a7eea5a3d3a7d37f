package dev.netlab.labs;

import dev.netlab.engine.jvm.Progress;
import dev.netlab.engine.lifecycle.Down;
import dev.netlab.engine.lifecycle.LabSource;
import dev.netlab.engine.lifecycle.Up;
import dev.netlab.engine.site.RunningLab;
import dev.netlab.engine.state.LabLock;
import dev.netlab.engine.state.StateDirectory;
import dev.netlab.insight.facts.FactResult;
import dev.netlab.insight.facts.LabTest;
import dev.netlab.lab.Lab;
import dev.netlab.lab.LabName;
import dev.netlab.lab.yaml.LabReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** A lab of this folder, and what {@code netlab test} does with it, under a name of the test's. */
final class LabFolder {
  private LabFolder() {}

  static Path file(String lab) {
    return Path.of(lab, "lab.yaml");
  }

  /** Brings the lab up, holds it against its facts, and takes it down. */
  static List<FactResult> test(Path file, String name) {
    return whileUp(file, name, (lab, up) -> LabTest.run(lab, up, Optional.empty()));
  }

  /** The first fact that does not hold; scenarios behind its own are not run. */
  static Optional<FactResult> firstMissed(Path file, String name) {
    return whileUp(
        file,
        name,
        (lab, up) ->
            lab.scenarios().stream()
                .flatMap(each -> LabTest.run(lab, up, Optional.of(each.name())).stream())
                .filter(fact -> !fact.passed())
                .findFirst());
  }

  private static <T> T whileUp(Path file, String name, BiFunction<Lab, RunningLab, T> work) {
    Lab lab = LabReader.read(file, new LabName(name));
    StateDirectory state = new StateDirectory(new LabName(name));
    try (LabLock _ = LabLock.acquire(new LabName(name))) {
      try {
        new Up(new LabSource(lab, file, text(file))).up(Progress.SILENT);
        return work.apply(lab, RunningLab.of(state));
      } finally {
        Down.down(state);
      }
    }
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
