package dev.netlab.netlink.syscall;

import jnr.ffi.LibraryLoader;
import jnr.ffi.LibraryOption;
import jnr.ffi.Runtime;
import jnr.ffi.types.intptr_t;
import jnr.ffi.types.size_t;
import jnr.ffi.types.ssize_t;

/**
 * The functions of glibc that netlab calls, by their C names. Pointers are plain addresses: {@link
 * Memory} makes them. Only {@link Sys} calls these, since each result wants its errno read at once.
 */
public interface Libc {
  Libc C = LibraryLoader.create(Libc.class).option(LibraryOption.LoadNow, true).load("c");

  Runtime RUNTIME = Runtime.getRuntime(C);

  String strerror(int errno);

  int socket(int domain, int type, int protocol);

  int close(int fd);

  int bind(int fd, @intptr_t long address, int length);

  int connect(int fd, @intptr_t long address, int length);

  int getsockname(int fd, @intptr_t long address, @intptr_t long length);

  int setsockopt(int fd, int level, int name, @intptr_t long value, int length);

  int getsockopt(int fd, int level, int name, @intptr_t long value, @intptr_t long length);

  @ssize_t
  long send(int fd, @intptr_t long data, @size_t long length, int flags);

  @ssize_t
  long recv(int fd, @intptr_t long data, @size_t long length, int flags);

  @ssize_t
  long sendmsg(int fd, @intptr_t long header, int flags);

  @ssize_t
  long recvmsg(int fd, @intptr_t long header, int flags);

  int sendmmsg(int fd, @intptr_t long headers, int count, int flags);

  int recvmmsg(int fd, @intptr_t long headers, int count, int flags, @intptr_t long timeout);

  @ssize_t
  long read(int fd, @intptr_t long data, @size_t long length);

  @ssize_t
  long write(int fd, @intptr_t long data, @size_t long length);

  @ssize_t
  long writev(int fd, @intptr_t long vectors, int count);

  int open(String path, int flags, int mode);

  int mkdir(String path, int mode);

  int rmdir(String path);

  int memfd_create(String name, int flags);

  int ioctl(int fd, @size_t long request, @intptr_t long argument);

  /**
   * jffi 1.4.3 passes garbage as the last of exactly six arguments: a seventh, which C ignores,
   * takes the call another way.
   */
  @intptr_t
  long mmap(
      @intptr_t long address,
      @size_t long length,
      int protection,
      int flags,
      int fd,
      @size_t long offset,
      int ignored);

  int munmap(@intptr_t long address, @size_t long length);

  int poll(@intptr_t long descriptors, @size_t long count, int timeoutMillis);

  int ppoll(
      @intptr_t long descriptors, @size_t long count, @intptr_t long timeout, @intptr_t long mask);

  int eventfd(int initial, int flags);

  int fcntl(int fd, int command, int argument);

  int flock(int fd, int operation);

  int kill(int pid, int signal);

  /** For calls that older C libraries do not wrap. */
  @intptr_t
  long syscall(
      @intptr_t long number,
      @intptr_t long one,
      @intptr_t long two,
      @intptr_t long three,
      int zero);

  int getrlimit(int resource, @intptr_t long limit);

  int setrlimit(int resource, @intptr_t long limit);

  int setns(int fd, int type);

  int unshare(int flags);

  int mount(String source, String target, String type, @size_t long flags, @intptr_t long data);

  int umount2(String target, int flags);

  int clock_gettime(int clock, @intptr_t long time);

  int execvp(String file, @intptr_t long arguments);

  int sigprocmask(int how, @intptr_t long set, @intptr_t long previous);
}
