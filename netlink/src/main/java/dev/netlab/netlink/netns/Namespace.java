package dev.netlab.netlink.netns;

import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.syscall.Const;
import dev.netlab.netlink.syscall.Errno;
import dev.netlab.netlink.syscall.Fd;
import dev.netlab.netlink.syscall.Memory;
import dev.netlab.netlink.syscall.Sys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A network namespace held open by a descriptor. It exists at least until {@link #close}, and
 * longer if a file, process or socket holds it, too ({@code namespaces(7)}).
 */
public final class Namespace implements AutoCloseable {
  private final Fd fd;
  private final long inode;

  /** Empty until first needed, because reading it requires a thread in the namespace. */
  private OptionalLong cookie = OptionalLong.empty();

  private Namespace(Fd fd) {
    this.fd = fd;
    this.inode = inodeOf(Path.of("/proc/self/fd/" + fd.number()));
  }

  /** Prepares each new namespace, on its thread, before the next one is created. */
  @FunctionalInterface
  public interface Preparation {
    /**
     * Runs on a thread that is in the namespace.
     *
     * @param index the namespace's position in the batch, from 0
     */
    void prepare(int index, Namespace namespace);
  }

  /** Opens the namespace behind a file: {@code /run/netns/NAME} or {@code /proc/PID/ns/net}. */
  public static Namespace open(Path path) {
    return new Namespace(Sys.open("open namespace " + path, path.toString(), Const.O_RDONLY));
  }

  /** The calling thread's namespace. */
  public static Namespace current() {
    return open(Path.of("/proc/thread-self/ns/net"));
  }

  /**
   * Creates a namespace without a name. It ceases to exist when closed, unless something is bound
   * to it.
   */
  public static Namespace create() {
    return create(1, (index, namespace) -> {}).getFirst();
  }

  /**
   * Creates namespaces, all on one thread. If anything throws, those created so far are closed.
   *
   * @param count the number of namespaces
   * @param inEach runs inside each, on a thread that is in it. Sockets it opens stay in that
   *     namespace, and its writes to /proc/sys/net apply there
   */
  public static List<Namespace> create(int count, Preparation inEach) {
    return NamespaceThread.run(
        "new namespaces",
        () -> {
          List<Namespace> made = new ArrayList<>(count);
          try {
            for (int index = 0; index < count; index++) {
              Sys.unshare("make a network namespace", Const.CLONE_NEWNET);
              Namespace namespace = current();
              made.add(namespace);
              namespace.cookie = OptionalLong.of(currentCookie());
              inEach.prepare(index, namespace);
            }
            return List.copyOf(made);
          } catch (RuntimeException | Error e) {
            made.forEach(Namespace::close);
            throw e;
          }
        });
  }

  /** Identifies this namespace among all others, including those that no longer exist. */
  public synchronized NamespaceIdentity identity() {
    if (cookie.isEmpty()) {
      cookie = OptionalLong.of(call(Namespace::currentCookie));
    }
    return new NamespaceIdentity(inode, cookie.getAsLong());
  }

  /**
   * A stamp by which a shell can recognize the namespace, as {@code stat -L -c '%i %.9Z'} prints
   * it: the inode, and the time when the kernel first showed the namespace under that number. It
   * does not change while this object is open or the namespace has a name.
   */
  public String stamp() {
    try {
      Path file = Path.of("/proc/self/fd", Integer.toString(fd.number()));
      Instant changed = ((FileTime) Files.getAttribute(file, "unix:ctime")).toInstant();
      return "%d %d.%09d".formatted(inode, changed.getEpochSecond(), changed.getNano());
    } catch (IOException e) {
      throw new UncheckedIOException("look at namespace " + inode + ": " + e.getMessage(), e);
    }
  }

  /** The number that the kernel gives to no other network namespace until the next boot. */
  private static long currentCookie() {
    try (Fd socket = Sys.socket("socket", Const.AF_UNIX, Const.SOCK_DGRAM, 0)) {
      ByteBuffer cookie = Memory.allocate(Long.BYTES);
      Sys.getsockopt(
          "ask for a namespace's cookie", socket, Const.SOL_SOCKET, Const.SO_NETNS_COOKIE, cookie);
      return cookie.getLong(0);
    } catch (KernelException e) {
      if (e.errno() == Errno.ENOPROTOOPT) {
        return NamespaceIdentity.UNKNOWN_COOKIE; // Linux 5.13 and earlier
      }
      throw e;
    }
  }

  /** The inode of the namespace as the kernel shows it: {@code net:[INODE]}. */
  public long inode() {
    return inode;
  }

  /**
   * The descriptor, for {@code IFLA_NET_NS_FD} and {@code setns}. This object keeps ownership of
   * it.
   */
  public Fd fd() {
    return fd;
  }

  /** Runs work in the namespace, on a new platform thread, and waits for it. */
  public <T extends @Nullable Object, E extends Exception> T call(Work<T, E> work) throws E {
    return NamespaceThread.run(
        "namespace " + inode,
        () -> {
          enter();
          return work.call();
        });
  }

  /** Like {@link #call}, for work without a result. */
  public void run(Runnable work) {
    call(
        () -> {
          work.run();
          return inode;
        });
  }

  /**
   * Moves the calling thread into the namespace. Call this only on a platform thread that was
   * created for it and ends afterwards.
   */
  public void enter() {
    Sys.setns("enter namespace " + inode, fd, Const.CLONE_NEWNET);
  }

  /**
   * Names the namespace: creates a file and mounts the namespace on it, as {@code ip netns} does.
   * The file itself has no permissions, regardless of the umask; only the mounted namespace is
   * visible.
   *
   * @throws KernelException EEXIST if the file exists
   */
  public void bindTo(Path path) {
    String what = "name a network namespace " + path;
    try {
      Files.createFile(path, PosixFilePermissions.asFileAttribute(Set.of()));
    } catch (FileAlreadyExistsException e) {
      throw new KernelException(what, Errno.EEXIST);
    } catch (IOException e) {
      throw new UncheckedIOException(what + ": " + e.getMessage(), e);
    }
    try {
      String source = "/proc/self/fd/" + fd.number();
      Sys.mount(what, source, path.toString(), "none", Const.MS_BIND);
    } catch (KernelException e) {
      delete(path);
      throw e;
    }
  }

  /** Removes a name, that is, the mount and the file. It is not an error if either is missing. */
  public static void unbind(Path path) {
    try {
      Sys.umount(
          "unname network namespace " + path,
          path.toString(),
          Const.MNT_DETACH | Const.UMOUNT_NOFOLLOW);
    } catch (KernelException e) {
      if (e.errno() != Errno.EINVAL && e.errno() != Errno.ENOENT) {
        throw e;
      }
    }
    delete(path);
  }

  /**
   * The inode behind a name, which shows whether it is still the same namespace.
   *
   * @throws UncheckedIOException if there is no such file
   */
  public static long inodeOf(Path path) {
    try {
      return (Long) Files.getAttribute(path, "unix:ino");
    } catch (IOException e) {
      throw new UncheckedIOException("look at namespace " + path + ": " + e.getMessage(), e);
    }
  }

  private static void delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException("delete " + path + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    fd.close();
  }

  @Override
  public String toString() {
    return "net:[" + inode + "]";
  }
}
