package dev.netlab.netlink.syscall;

import dev.netlab.netlink.KernelException;
import java.io.File;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Turns this process into another program, as {@code exec} in a shell does. */
public final class ProcessImage {
  private static final int F_SETFD = 2;
  private static final int FD_CLOEXEC = 1;
  private static final int SIG_SETMASK = 2;
  private static final int SIGSET_BYTES = 128;
  private static final int LAST_STANDARD_DESCRIPTOR = 2;

  private ProcessImage() {}

  /**
   * Replaces the running virtual machine by the program: same process, terminal, environment and
   * standard descriptors. Returns only by throwing.
   *
   * @param arguments the program, sought in PATH, and its arguments
   * @throws KernelException if there is no such program, or it cannot be run
   */
  public static void exec(List<String> arguments) {
    closeTheRestOnExec();
    // The virtual machine blocks SIGQUIT on its threads, and a mask survives exec.
    ByteBuffer nothingBlocked = Memory.allocate(SIGSET_BYTES);
    Libc.C.sigprocmask(SIG_SETMASK, Memory.address(nothingBlocked), 0);

    List<ByteBuffer> kept = new ArrayList<>();
    ByteBuffer pointers = Memory.allocate((arguments.size() + 1) * Long.BYTES);
    for (String argument : arguments) {
      byte[] bytes = argument.getBytes(StandardCharsets.UTF_8);
      ByteBuffer text = Memory.allocate(bytes.length + 1).put(0, bytes);
      kept.add(text);
      pointers.putLong(Memory.address(text));
    }
    try {
      Libc.C.execvp(arguments.getFirst(), Memory.address(pointers));
      throw new KernelException("run " + arguments.getFirst(), Libc.RUNTIME.getLastError());
    } finally {
      Reference.reachabilityFence(kept);
      Reference.reachabilityFence(nothingBlocked);
    }
  }

  private static void closeTheRestOnExec() {
    String[] descriptors = new File("/proc/self/fd").list();
    if (descriptors == null) {
      return;
    }
    for (String each : descriptors) {
      int fd = Integer.parseInt(each);
      if (fd > LAST_STANDARD_DESCRIPTOR) {
        Libc.C.fcntl(fd, F_SETFD, FD_CLOEXEC);
      }
    }
  }
}
