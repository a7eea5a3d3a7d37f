package dev.netlab.netlink.unix;

import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.syscall.Const;
import dev.netlab.netlink.syscall.Fd;
import dev.netlab.netlink.syscall.Sys;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Addresses of Unix sockets by paths of any length. The kernel's {@code sun_path} holds 108 bytes
 * (unix(7)); a longer path is gone through by a descriptor of its folder, {@code
 * /proc/self/fd/N/NAME}, which is the same file.
 */
public final class SocketPath {
  /** What the JDK lets through, with room for the zero at the end. */
  private static final int MOST = 100;

  private SocketPath() {}

  /** Something that is done with a socket's address. */
  @FunctionalInterface
  public interface Use<T> {
    T with(UnixDomainSocketAddress address) throws IOException;
  }

  /**
   * Does something with the address that stands for a path; it is good until that returns.
   *
   * @throws IOException also where the path's folder cannot be opened
   */
  public static <T> T use(Path path, Use<T> use) throws IOException {
    if (path.toString().getBytes(StandardCharsets.UTF_8).length <= MOST) {
      return use.with(UnixDomainSocketAddress.of(path));
    }
    Path absolute = path.toAbsolutePath();
    Path name = Objects.requireNonNull(absolute.getFileName(), "a socket's name");
    String folder = absolute.resolveSibling("").toString();
    try (Fd fd = Sys.open("open " + folder, folder, Const.O_PATH)) {
      Path near = Path.of("/proc/self/fd", Integer.toString(fd.number())).resolve(name);
      return use.with(UnixDomainSocketAddress.of(near));
    } catch (KernelException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
