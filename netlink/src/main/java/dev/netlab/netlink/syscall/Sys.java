package dev.netlab.netlink.syscall;

import dev.netlab.netlink.KernelException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.OptionalInt;

/**
 * System calls with C's -1 turned into {@link KernelException}. {@code what} is the operation and
 * its object as the error shall name them: {@code "open /run/netns/a"}. Calls interrupted by a
 * signal are made again. Buffers are direct; data is taken from, and put between, position and
 * limit, and positions are left alone.
 */
public final class Sys {
  /** Clocks are asked in loops that must not allocate. */
  private static final ThreadLocal<ByteBuffer> TIMESPEC =
      ThreadLocal.withInitial(() -> Memory.allocate(16));

  /** The same on all architectures (asm-generic/unistd.h). */
  private static final long PIDFD_SEND_SIGNAL = 424;

  private static final long PIDFD_OPEN = 434;

  private Sys() {}

  /**
   * Loads what makes the calls, ahead of the first; what keeps it from being loaded, that one says.
   */
  public static void load() {
    try {
      Libc.C.strerror(0);
    } catch (LinkageError e) {
      // Nobody has asked for anything yet.
    }
  }

  public static Fd socket(String what, int domain, int type, int protocol) {
    return new Fd(check(what, Libc.C.socket(domain, type | Const.SOCK_CLOEXEC, protocol)));
  }

  public static Fd open(String what, String path, int flags) {
    return new Fd(check(what, Libc.C.open(path, flags | Const.O_CLOEXEC, 0)));
  }

  /** A folder that only its owner may look into. */
  public static void mkdir(String what, String path) {
    check(what, Libc.C.mkdir(path, 0700));
  }

  public static void rmdir(String what, String path) {
    check(what, Libc.C.rmdir(path));
  }

  /**
   * An unnamed file in memory, for those who will only read files: open {@code /proc/self/fd/N}.
   */
  public static Fd memoryFile(String name, ByteBuffer content) {
    int closeOnExec = 1;
    Fd fd = new Fd(check("memfd_create " + name, Libc.C.memfd_create(name, closeOnExec)));
    try {
      ByteBuffer rest = content.duplicate();
      while (rest.hasRemaining()) {
        rest.position(rest.position() + write("write " + name, fd, rest));
      }
      return fd;
    } catch (RuntimeException | Error e) {
      fd.close();
      throw e;
    }
  }

  public static Fd eventfd() {
    return new Fd(check("eventfd", Libc.C.eventfd(0, Const.O_CLOEXEC | Const.O_NONBLOCK)));
  }

  public static void bind(String what, Fd fd, ByteBuffer address) {
    transfer(what, () -> Libc.C.bind(fd.number(), at(address), address.remaining()), address);
  }

  public static void connect(String what, Fd fd, ByteBuffer address) {
    transfer(what, () -> Libc.C.connect(fd.number(), at(address), address.remaining()), address);
  }

  /** Fills {@code address} from byte 0 and returns how many bytes the kernel gave. */
  public static int getsockname(String what, Fd fd, ByteBuffer address) {
    ByteBuffer length = Memory.allocate(4).putInt(0, address.capacity());
    check(what, Libc.C.getsockname(fd.number(), Memory.address(address), Memory.address(length)));
    return length.getInt(0);
  }

  public static void setsockopt(String what, Fd fd, int level, int name, int value) {
    setsockopt(what, fd, level, name, Memory.allocate(4).putInt(0, value));
  }

  public static void setsockopt(String what, Fd fd, int level, int name, ByteBuffer value) {
    transfer(
        what,
        () -> Libc.C.setsockopt(fd.number(), level, name, at(value), value.remaining()),
        value);
  }

  /** Fills {@code value} from byte 0 and returns how many bytes the kernel gave. */
  public static int getsockopt(String what, Fd fd, int level, int name, ByteBuffer value) {
    ByteBuffer length = Memory.allocate(4).putInt(0, value.capacity());
    check(
        what,
        Libc.C.getsockopt(fd.number(), level, name, Memory.address(value), Memory.address(length)));
    return length.getInt(0);
  }

  /** Bytes read, 0 at the end of a file, or -1 where a non-blocking descriptor has nothing. */
  public static int read(String what, Fd fd, ByteBuffer into) {
    return transfer(what, () -> Libc.C.read(fd.number(), at(into), into.remaining()), into);
  }

  /** Bytes written, or -1 where a non-blocking descriptor takes nothing. */
  public static int write(String what, Fd fd, ByteBuffer from) {
    return transfer(what, () -> Libc.C.write(fd.number(), at(from), from.remaining()), from);
  }

  /** {@code writev(2)}, the vectors as one record: bytes written, or -1 where it would block. */
  public static int writev(String what, Fd fd, IoVectors from) {
    ByteBuffer vectors = from.structures();
    try {
      return transfer(
          what, () -> Libc.C.writev(fd.number(), Memory.address(vectors), from.count()), vectors);
    } finally {
      Reference.reachabilityFence(from);
    }
  }

  /** As {@code send(2)}: bytes sent, or -1 where a non-blocking socket takes nothing. */
  public static int send(String what, Fd fd, ByteBuffer from, int flags) {
    return transfer(what, () -> Libc.C.send(fd.number(), at(from), from.remaining(), flags), from);
  }

  /** As {@code recv(2)}: bytes received, or -1 where a non-blocking socket has nothing. */
  public static int receive(String what, Fd fd, ByteBuffer into, int flags) {
    return transfer(what, () -> Libc.C.recv(fd.number(), at(into), into.remaining(), flags), into);
  }

  /** {@code sendmsg(2)} with a ready {@code struct msghdr}; -1 where it would block. */
  public static int sendmsg(String what, Fd fd, ByteBuffer msghdr, int flags) {
    return transfer(what, () -> Libc.C.sendmsg(fd.number(), at(msghdr), flags), msghdr);
  }

  /** {@code recvmsg(2)} with a ready {@code struct msghdr}; -1 where it would block. */
  public static int recvmsg(String what, Fd fd, ByteBuffer msghdr, int flags) {
    return transfer(what, () -> Libc.C.recvmsg(fd.number(), at(msghdr), flags), msghdr);
  }

  /** {@code sendmmsg(2)} with ready headers: messages sent; -1 where it would block. */
  public static int sendmmsg(String what, Fd fd, ByteBuffer headers, int count, int flags) {
    return transfer(what, () -> Libc.C.sendmmsg(fd.number(), at(headers), count, flags), headers);
  }

  /** {@code recvmmsg(2)} with ready headers: messages received; -1 where it would block. */
  public static int recvmmsg(String what, Fd fd, ByteBuffer headers, int count, int flags) {
    return transfer(
        what, () -> Libc.C.recvmmsg(fd.number(), at(headers), count, flags, 0), headers);
  }

  /** {@code ioctl(2)} whose argument is a structure; returns the call's result. */
  public static int ioctl(String what, Fd fd, long request, ByteBuffer argument) {
    return transfer(what, () -> Libc.C.ioctl(fd.number(), request, at(argument)), argument);
  }

  /** {@code ioctl(2)} whose argument is a number; returns the call's result. */
  public static int ioctl(String what, Fd fd, long request, long argument) {
    return check(what, Libc.C.ioctl(fd.number(), request, argument));
  }

  /** Maps {@code length} bytes of the descriptor, shared, readable and writable. */
  public static ByteBuffer mmapShared(String what, Fd fd, int length) {
    long address =
        Libc.C.mmap(
            0, length, Const.PROT_READ | Const.PROT_WRITE, Const.MAP_SHARED, fd.number(), 0, 0);
    if (address == -1) {
      throw failure(what);
    }
    return Memory.view(address, length);
  }

  public static void munmap(ByteBuffer mapped) {
    check("munmap", Libc.C.munmap(Memory.address(mapped), mapped.capacity()));
  }

  /**
   * {@code poll(2)} over {@code struct pollfd} (fd int, events short, revents short) entries.
   *
   * @param timeoutMillis -1 waits without end
   * @return how many entries have events, 0 on time-out or signal
   */
  public static int poll(ByteBuffer pollfds, int count, int timeoutMillis) {
    try {
      int result = Libc.C.poll(Memory.address(pollfds), count, timeoutMillis);
      if (result == -1 && errno() != Errno.EINTR) {
        throw pollFailure("poll", count);
      }
      return Math.max(result, 0);
    } finally {
      Reference.reachabilityFence(pollfds);
    }
  }

  /**
   * As {@link #poll}, with a time in {@code struct timespec} (ppoll(2)), which the kernel keeps to
   * some 50 microseconds.
   */
  public static int ppoll(ByteBuffer pollfds, int count, ByteBuffer timespec) {
    try {
      int result = Libc.C.ppoll(Memory.address(pollfds), count, Memory.address(timespec), 0);
      if (result == -1 && errno() != Errno.EINTR) {
        throw pollFailure("ppoll", count);
      }
      return Math.max(result, 0);
    } finally {
      Reference.reachabilityFence(pollfds);
      Reference.reachabilityFence(timespec);
    }
  }

  /**
   * Of more descriptors than may be open it only says EINVAL; a limit can be lowered at any time.
   */
  private static KernelException pollFailure(String call, int count) {
    KernelException failure = failure("%s %d descriptors".formatted(call, count));
    long limit = OpenFiles.limit();
    return failure.errno() == Errno.EINVAL && count > limit
        ? new KernelException(
            failure.operation(),
            failure.errno(),
            "only %d files may be open; raise the limit (ulimit -n)".formatted(limit))
        : failure;
  }

  /** {@code flock(2)}; the lock goes with the descriptor. */
  public static void flock(String what, Fd fd, int operation) {
    check(what, Libc.C.flock(fd.number(), operation));
  }

  /** {@code kill(2)}: sends a signal to a process. */
  public static void kill(String what, long pid, int signal) {
    check(what, Libc.C.kill(Math.toIntExact(pid), signal));
  }

  /** {@code pidfd_open(2)}: a descriptor of the process that has this number now. */
  public static Fd pidfd(long pid) {
    long fd = Libc.C.syscall(PIDFD_OPEN, pid, 0, 0, 0);
    return new Fd(check("open process " + pid, (int) fd));
  }

  /** {@code pidfd_send_signal(2)}: a signal to that process and no other. */
  public static void signal(String what, Fd process, int signal) {
    check(what, (int) Libc.C.syscall(PIDFD_SEND_SIGNAL, process.number(), signal, 0, 0));
  }

  /** Moves the calling thread into a namespace: only on a platform thread made for it. */
  public static void setns(String what, Fd namespace, int type) {
    check(what, Libc.C.setns(namespace.number(), type));
  }

  /** Gives the calling thread new namespaces: only on a platform thread made for it. */
  public static void unshare(String what, int flags) {
    check(what, Libc.C.unshare(flags));
  }

  public static void mount(String what, String source, String target, String type, long flags) {
    check(what, Libc.C.mount(source, target, type, flags, 0));
  }

  public static void umount(String what, String target, int flags) {
    check(what, Libc.C.umount2(target, flags));
  }

  /** Nanoseconds of one of the kernel's clocks, {@code CLOCK_BOOTTIME} for one. */
  public static long clock(int clock) {
    ByteBuffer time = TIMESPEC.get();
    check("clock_gettime", Libc.C.clock_gettime(clock, Memory.address(time)));
    return time.getLong(0) * 1_000_000_000L + time.getLong(8);
  }

  /** How many columns the terminal behind a descriptor has; empty if it is not a terminal. */
  public static OptionalInt terminalColumns(int fd) {
    ByteBuffer size = Memory.allocate(8);
    try {
      return Libc.C.ioctl(fd, Const.TIOCGWINSZ, at(size)) == -1
          ? OptionalInt.empty()
          : OptionalInt.of(Short.toUnsignedInt(size.getShort(2)));
    } finally {
      Reference.reachabilityFence(size);
    }
  }

  /** The C library's text for an error number. */
  public static String errnoText(int errno) {
    return Libc.C.strerror(errno);
  }

  private interface Call {
    long make();
  }

  /** Makes the call with {@code kept} reachable throughout; -1 where it would block. */
  private static int transfer(String what, Call call, ByteBuffer kept) {
    try {
      while (true) {
        long result = call.make();
        if (result >= 0) {
          return (int) result;
        }
        int errno = errno();
        if (errno == Errno.EAGAIN) {
          return -1;
        }
        if (errno != Errno.EINTR) {
          throw new KernelException(what, errno);
        }
      }
    } finally {
      Reference.reachabilityFence(kept);
    }
  }

  private static long at(ByteBuffer buffer) {
    return Memory.address(buffer) + buffer.position();
  }

  private static int check(String what, int result) {
    if (result == -1) {
      throw failure(what);
    }
    return result;
  }

  private static KernelException failure(String what) {
    return new KernelException(what, errno());
  }

  /** Meaningful only right after a call returned -1. */
  private static int errno() {
    return Libc.RUNTIME.getLastError();
  }
}
