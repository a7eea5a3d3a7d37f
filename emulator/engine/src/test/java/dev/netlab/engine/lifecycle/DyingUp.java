package dev.netlab.engine.lifecycle;

import dev.netlab.engine.jvm.Progress;
import dev.netlab.engine.state.LabLock;
import java.io.IOException;
import java.util.function.Supplier;

/** A program that brings a lab up and is killed after so many things are done. */
final class DyingUp implements Progress {
  private int left;

  private DyingUp(int left) {
    this.left = left;
  }

  /** Arguments: the lab's name, and how many things are done before SIGKILL. */
  public static void main(String... arguments) {
    LabSource source = TestLabs.small(arguments[0]);
    try (LabLock _ = LabLock.acquire(source.lab().name())) {
      new Up(source).up(new DyingUp(Integer.parseInt(arguments[1])));
    }
    System.exit(0);
  }

  @Override
  public void begins(String what) {}

  @Override
  public void awaits(Supplier<String> what) {}

  @Override
  public void done(String what) {
    if (left-- == 0) {
      try {
        new ProcessBuilder("kill", "-9", Long.toString(ProcessHandle.current().pid()))
            .start()
            .waitFor();
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
