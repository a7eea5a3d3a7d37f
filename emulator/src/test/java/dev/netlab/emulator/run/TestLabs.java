package dev.netlab.emulator.run;

import dev.netlab.emulator.lab.Lab;
import dev.netlab.emulator.yaml.LabReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The lab that the tests of this package bring up, under names of their own. */
public final class TestLabs {
  private TestLabs() {}

  public static LabSource small(String name) {
    Path file = file("/run/lab.yaml");
    return source(file, LabReader.read(file, name));
  }

  static LabSource source(Path file, Lab lab) {
    try {
      return new LabSource(lab, file, Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path file(String resource) {
    try {
      return Path.of(TestLabs.class.getResource(resource).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  public static Up.Outcome up(LabSource source) {
    try (LabLock _ = LabLock.acquire(source.lab().name())) {
      return new Up(source).up(Progress.SILENT);
    }
  }

  public static void down(String name) {
    try (LabLock _ = LabLock.acquire(name)) {
      Down.down(StateDirectory.of(name));
    }
  }
}
