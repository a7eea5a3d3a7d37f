package dev.netlab.insight.snapshot;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** One of the labs that come with netlab, up until it is closed. */
public final class BuiltInLab implements AutoCloseable {
  /** All of them. */
  public static final List<String> NAMES =
      List.of("contiv-vpp", "docker-vm-baremetal", "liqo-two-clusters", "openshift-tracing");

  private final LabName name;

  private BuiltInLab(LabName name) {
    this.name = name;
  }

  /** The lab as its file has it. */
  public static Lab read(String lab) {
    return LabReader.read(file(lab), new LabName(lab));
  }

  private static Path file(String lab) {
    return Path.of("..", "..", "labs", lab, "lab.yaml");
  }

  /** Brings it up under a name of the test's. */
  public static BuiltInLab up(String lab, String name) throws IOException {
    LabName own = new LabName(name);
    LabSource source =
        new LabSource(LabReader.read(file(lab), own), file(lab), Files.readString(file(lab)));
    try (LabLock _ = LabLock.acquire(own)) {
      new Up(source).up(Progress.SILENT);
    }
    return new BuiltInLab(own);
  }

  /** What its kernels have now; the caller's to close. */
  public KernelState state() {
    return KernelState.of(RunningLab.of(new StateDirectory(name)));
  }

  @Override
  public void close() {
    try (LabLock _ = LabLock.acquire(name)) {
      Down.down(new StateDirectory(name));
    }
  }
}
