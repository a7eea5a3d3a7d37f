package dev.netlab.netlink.tracefs;

import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.syscall.Const;
import dev.netlab.netlink.syscall.Errno;
import dev.netlab.netlink.syscall.Fd;
import dev.netlab.netlink.syscall.PathlessMount;
import dev.netlab.netlink.syscall.Sys;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The kernel's tracing files, where they are mounted or else by a mount without a path. Closing it
 * leaves what is mounted as it was.
 */
public final class Tracefs implements AutoCloseable {
  private static final Path MOUNTED = Path.of("/sys/kernel/tracing");

  private final Fd root;

  private Tracefs(Fd root) {
    this.root = root;
  }

  /**
   * Opens the tracing files.
   *
   * @throws KernelException where this machine or container does not give them: ENODEV (a kernel
   *     without tracing), EPERM or EACCES (a container, lockdown), ENOSYS (an old C library)
   */
  public static Tracefs open() {
    if (Files.isDirectory(MOUNTED.resolve("instances"))) {
      String what = "open " + MOUNTED;
      return new Tracefs(Sys.open(what, MOUNTED.toString(), Const.O_RDONLY));
    }
    return new Tracefs(PathlessMount.open("tracefs"));
  }

  /** Whose instances there are, those of ended processes too; those not of netlab are left out. */
  public List<TraceOwner> owners() {
    String[] names = new File(instances()).list();
    return names == null
        ? List.of()
        : Arrays.stream(names).flatMap(name -> TraceOwner.of(name).stream()).toList();
  }

  /**
   * Removes the instances that ended processes left for a lab.
   *
   * @return whose they were
   */
  public List<TraceOwner> removeAbandoned(String lab) {
    List<TraceOwner> abandoned =
        owners().stream().filter(each -> each.lab().equals(lab) && !each.isAlive()).toList();
    abandoned.forEach(this::remove);
    return abandoned;
  }

  /**
   * Removes an instance with its settings and what it holds; none of that name is no error.
   *
   * @throws KernelException EBUSY while someone reads it
   */
  public void remove(TraceOwner owner) {
    try {
      Sys.rmdir("remove tracing instance " + owner.instance(), path(owner));
    } catch (KernelException e) {
      if (e.errno() != Errno.ENOENT) {
        throw e;
      }
    }
  }

  String path(TraceOwner owner) {
    return instances() + "/" + owner.instance();
  }

  private String instances() {
    return "/proc/self/fd/" + root.number() + "/instances";
  }

  @Override
  public void close() {
    root.close();
  }
}
