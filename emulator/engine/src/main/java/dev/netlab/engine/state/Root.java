package dev.netlab.engine.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Checks for root, which everything that touches the kernel's state needs. */
public final class Root {
  private Root() {}

  /**
   * Rejects the operation before anything is touched.
   *
   * @param what the operation, as the beginning of a sentence
   * @throws MachineException if the process does not run as root
   */
  public static void require(String what) {
    try {
      if ((Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid") != 0) {
        throw new MachineException(what + " needs root; use sudo");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
