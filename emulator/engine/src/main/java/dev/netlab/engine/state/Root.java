package dev.netlab.engine.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What touches the kernel's state needs root. */
public final class Root {
  private Root() {}

  /**
   * Refuses before anything is touched.
   *
   * @param what is about to be done, as the beginning of a sentence
   * @throws MachineException if the process is not root's
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
