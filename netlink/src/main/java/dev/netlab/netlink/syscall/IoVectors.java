package dev.netlab.netlink.syscall;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A reusable array of {@code struct iovec}: several pieces of memory that one call gathers into one
 * packet. Filled again and again without allocating; for one thread at a time.
 */
public final class IoVectors {
  /** {@code sizeof(struct iovec)} where pointers have 64 bits. */
  public static final int SIZE = 16;

  private final ByteBuffer structures;
  // The kernel sees bare addresses: the buffers must stay reachable until the call is over.
  private final @Nullable ByteBuffer[] kept;
  private int count;
  private int bytes;

  public IoVectors(int capacity) {
    structures = Memory.allocate(capacity * SIZE);
    kept = new @Nullable ByteBuffer[capacity];
  }

  public IoVectors clear() {
    Arrays.fill(kept, 0, count, null);
    count = 0;
    bytes = 0;
    return this;
  }

  /** Adds what is between the direct buffer's position and limit, which are left alone. */
  public IoVectors add(ByteBuffer direct) {
    return add(direct, direct.position(), direct.remaining());
  }

  /** Adds {@code length} bytes from byte {@code offset} of a direct buffer. */
  public IoVectors add(ByteBuffer direct, int offset, int length) {
    structures.putLong(count * SIZE, Memory.address(direct) + offset);
    structures.putLong(count * SIZE + 8, length);
    kept[count++] = direct;
    bytes += length;
    return this;
  }

  public int count() {
    return count;
  }

  /** The sum of the lengths. */
  public int bytes() {
    return bytes;
  }

  /** Bytes of the vector with this number. */
  public int length(int index) {
    return (int) structures.getLong(index * SIZE + 8);
  }

  /** Copies the bytes of the vector with this number to {@code into}, whose position moves on. */
  public void copy(int index, ByteBuffer into) {
    ByteBuffer from = Objects.requireNonNull(kept[index]);
    int offset = (int) (structures.getLong(index * SIZE) - Memory.address(from));
    int length = length(index);
    into.put(into.position(), from, offset, length).position(into.position() + length);
  }

  /** The address of the vector with this number, for a {@code struct msghdr}. */
  public long address(int index) {
    return Memory.address(structures) + (long) index * SIZE;
  }

  ByteBuffer structures() {
    return structures;
  }
}
