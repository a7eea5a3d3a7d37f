package dev.netlab.netlink.syscall;

import com.kenai.jffi.MemoryIO;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Memory that the kernel can be pointed at: direct buffers in native byte order. */
public final class Memory {
  private Memory() {}

  /** A zeroed direct buffer of {@code size} bytes in native byte order; freed with the buffer. */
  public static ByteBuffer allocate(int size) {
    return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
  }

  /**
   * The address of the buffer's byte 0, whatever its position. It is good for as long as the buffer
   * is reachable: keep the buffer in a field beside whatever holds the address.
   *
   * @throws IllegalArgumentException if the buffer is not direct
   */
  public static long address(ByteBuffer direct) {
    if (!direct.isDirect()) {
      throw new IllegalArgumentException("the kernel can only be given a direct buffer");
    }
    return MemoryIO.getInstance().getDirectBufferAddress(direct);
  }

  /** A view, in native byte order, of memory that something else owns (an mmap, say). */
  static ByteBuffer view(long address, int size) {
    return MemoryIO.getInstance().newDirectByteBuffer(address, size).order(ByteOrder.nativeOrder());
  }
}
