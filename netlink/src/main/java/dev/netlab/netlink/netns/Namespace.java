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
 * A network namespace held by a descriptor: it lives at least until {@link #close}, and longer
 * where a file, process or socket holds it too ({@code namespaces(7)}).
 */
public final class Namespace implements AutoCloseable {
  private final Fd fd;
  private final long inode;

  /** Empty until it is asked for, which takes a thread in the namespace. */
  private OptionalLong cookie = OptionalLong.empty();

  private Namespace(Fd fd) {
    this.fd = fd;
    this.inode = inodeOf(Path.of("/proc/self/fd/" + fd.number()));
  }

  /** What is done inside each new namespace, on its thread, before the next one is made. */
  @FunctionalInterface
  public interface Preparation {
    /**
     * Runs on a thread that is in the namespace.
     *
     * @param index the namespace's place in the batch, from 0
     */
    void prepare(int index, Namespace namespace);
  }

  /** The namespace behind a file: {@code /run/netns/NAME} or {@code /proc/PID/ns/net}. */
  public static Namespace open(Path path) {
    return new Namespace(Sys.open("open namespace " + path, path.toString(), Const.O_RDONLY));
  }

  /** The calling thread's own. */
  public static Namespace current() {
    return open(Path.of("/proc/thread-self/ns/net"));
  }

  /**
   * A new namespace that has no name yet: it is gone when closed unless something is bound to it.
   */
  public static Namespace create() {
    return create(1, (index, namespace) -> {}).getFirst();
  }

  /**
   * New namespaces, all made by one thread. If anything throws, those made so far are closed.
   *
   * @param count how many
   * @param inEach runs inside each, on a thread that is in it: what it opens stays there, what it
   *     writes to /proc/sys/net is that namespace's
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

  /** Identifies this namespace among all others, including those that are gone. */
  public synchronized NamespaceIdentity identity() {
    if (cookie.isEmpty()) {
      cookie = OptionalLong.of(call(Namespace::currentCookie));
    }
    return new NamespaceIdentity(inode, cookie.getAsLong());
  }

  /**
   * What a shell can know the namespace again by, as {@code stat -L -c '%i %.9Z'} prints it: the
   * inode, and when the kernel began to show it under that number. That stays as it is for as long
   * as this is open, or the namespace has a name.
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

  /** The number that the kernel gives to no other network namespace until it boots again. */
  private static long currentCookie() {
    try (Fd socket = Sys.socket("socket", Const.AF_UNIX, Const.SOCK_DGRAM, 0)) {
      ByteBuffer cookie = Memory.allocate(Long.BYTES);
      Sys.getsockopt(
          "ask for a namespace's cookie", socket, Const.SOL_SOCKET, Const.SO_NETNS_COOKIE, cookie);
      return cookie.getLong(0);
    } catch (KernelException e) {
      if (e.errno() == Errno.ENOPROTOOPT) {
        return NamespaceIdentity.UNKNOWN_COOKIE; // Linux 5.13 and before
      }
      throw e;
    }
  }

  /** The inode of the namespace as the kernel shows it: {@code net:[INODE]}. */
  public long inode() {
    return inode;
  }

  /** The descriptor, for {@code IFLA_NET_NS_FD} and {@code setns}; it stays this object's. */
  public Fd fd() {
    return fd;
  }

  /** Runs work in the namespace, on a platform thread of its own, and waits for it. */
  public <T extends @Nullable Object, E extends Exception> T call(Work<T, E> work) throws E {
    return NamespaceThread.run(
        "namespace " + inode,
        () -> {
          enter();
          return work.call();
        });
  }

  /** As {@link #call} for work without a result. */
  public void run(Runnable work) {
    call(
        () -> {
          work.run();
          return inode;
        });
  }

  /** Moves the calling thread in: only on a platform thread made for it that then ends. */
  public void enter() {
    Sys.setns("enter namespace " + inode, fd, Const.CLONE_NEWNET);
  }

  /**
   * Names the namespace: a new file with the namespace mounted on it, as {@code ip netns} does. The
   * file itself is nobody's to open, whatever the umask; what is seen is the namespace.
   *
   * @throws KernelException EEXIST if there is such a file
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

  /** Removes a name: the mount and the file; it is not an error if either is missing. */
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
   * The inode behind a name, to know whether it is still the namespace one made.
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
