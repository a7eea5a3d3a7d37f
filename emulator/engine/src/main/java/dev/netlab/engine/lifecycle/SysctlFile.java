package dev.netlab.engine.lifecycle;

import dev.netlab.lab.plan.Sysctls;
import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.syscall.Errno;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/** Settings under /proc/sys, as the calling thread's network namespace sees them. */
final class SysctlFile {
  private SysctlFile() {}

  static void writeAll(Map<String, String> settings) {
    settings.forEach(SysctlFile::write);
  }

  /**
   * Writes a setting.
   *
   * @param key with dots; a slash represents a dot in an interface's name, as in sysctl(8)
   */
  static void write(String key, String value) {
    Path file = Path.of(Sysctls.file(key));
    try {
      Files.writeString(file, value);
    } catch (NoSuchFileException e) {
      if (!Sysctls.isOptional(key, value)) {
        throw new KernelException("set sysctl " + key + "=" + value, Errno.ENOENT);
      }
    } catch (AccessDeniedException e) {
      throw new KernelException(
          "set sysctl " + key + "=" + value, Errno.EACCES, "it can only be read here");
    } catch (IOException e) {
      throw new KernelException(
          "set sysctl " + key + "=" + value, Errno.EINVAL, String.valueOf(e.getMessage()));
    }
  }
}
