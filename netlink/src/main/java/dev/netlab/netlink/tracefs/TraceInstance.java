package dev.netlab.netlink.tracefs;

import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.syscall.Const;
import dev.netlab.netlink.syscall.Errno;
import dev.netlab.netlink.syscall.Fd;
import dev.netlab.netlink.syscall.Memory;
import dev.netlab.netlink.syscall.Sys;
import java.io.File;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** A ring buffer a processor and events of one's own, as a folder of tracefs. */
final class TraceInstance implements AutoCloseable {
  private static final int READ_BYTES = 64 << 10;

  private final Tracefs tracefs;
  private final TraceOwner owner;

  private TraceInstance(Tracefs tracefs, TraceOwner owner) {
    this.tracefs = tracefs;
    this.owner = owner;
  }

  /** Makes the instance; one that this process already has for the lab is an error, EEXIST. */
  static TraceInstance create(Tracefs tracefs, TraceOwner owner) {
    Sys.mkdir("make tracing instance " + owner.instance(), tracefs.path(owner));
    return new TraceInstance(tracefs, owner);
  }

  boolean has(String file) {
    return new File(path(file)).exists();
  }

  String read(String file) {
    try (Fd fd = open(file, Const.O_RDONLY)) {
      ByteBuffer buffer = Memory.allocate(READ_BYTES);
      int count;
      while ((count = Sys.read("read tracing's " + file, fd, buffer)) > 0) {
        buffer.position(buffer.position() + count);
      }
      return StandardCharsets.UTF_8.decode(buffer.flip()).toString();
    }
  }

  void write(String file, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    String what = "write '" + text + "' to tracing's " + file;
    try (Fd fd = open(file, Const.O_WRONLY)) {
      int count = Sys.write(what, fd, Memory.allocate(bytes.length).put(0, bytes));
      if (count != bytes.length) {
        throw new KernelException(what, Errno.EIO, count + " bytes were taken");
      }
    }
  }

  Fd open(String file, int flags) {
    return Sys.open("open tracing's " + file, path(file), flags);
  }

  /** The processors that have a ring, by their numbers. */
  List<Integer> processors() {
    String[] names = new File(path("per_cpu")).list();
    return names == null
        ? List.of()
        : Arrays.stream(names)
            .map(name -> Integer.valueOf(name.substring("cpu".length())))
            .sorted(Comparator.naturalOrder())
            .toList();
  }

  private String path(String file) {
    return tracefs.path(owner) + "/" + file;
  }

  @Override
  public void close() {
    tracefs.remove(owner);
  }
}
