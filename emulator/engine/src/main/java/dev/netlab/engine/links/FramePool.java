package dev.netlab.engine.links;

import dev.netlab.netlink.syscall.IoVectors;
import dev.netlab.netlink.syscall.Memory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Frames that wait, in pieces of one size, so that short and long ones share a bounded memory that
 * grows only as it is needed.
 */
final class FramePool {
  private static final int PIECE = 2048;
  private static final int PIECES_A_SLAB = 512;

  /** No frame of a TAP has more pieces: 64 KiB and its headers. */
  private static final int MOST_PIECES = 34;

  private final int mostSlabs;
  private final List<ByteBuffer> slabs = new ArrayList<>();
  private final IoVectors vectors = new IoVectors(MOST_PIECES);
  private int[] free = new int[PIECES_A_SLAB];
  private int freeCount;

  /** A frame in the store. */
  static final class Stored {
    private final int[] pieces;
    private final int length;

    private Stored(int[] pieces, int length) {
      this.pieces = pieces;
      this.length = length;
    }

    int length() {
      return length;
    }
  }

  /**
   * @param mostBytes rounded down to whole MiB
   */
  FramePool(int mostBytes) {
    mostSlabs = mostBytes / (PIECE * PIECES_A_SLAB);
  }

  /** Copies a frame; null where there is no room. */
  @Nullable Stored put(ByteBuffer from, int at, int length) {
    int[] pieces = new int[(length + PIECE - 1) / PIECE];
    while (freeCount < pieces.length) {
      if (slabs.size() == mostSlabs) {
        return null;
      }
      grow();
    }
    for (int i = 0; i < pieces.length; i++) {
      int piece = free[--freeCount];
      pieces[i] = piece;
      int done = i * PIECE;
      slab(piece).put(offset(piece), from, at + done, Math.min(PIECE, length - done));
    }
    return new Stored(pieces, length);
  }

  /** The frame's bytes, good until the next call of this store. */
  IoVectors get(Stored frame) {
    vectors.clear();
    for (int i = 0; i < frame.pieces.length; i++) {
      int piece = frame.pieces[i];
      vectors.add(slab(piece), offset(piece), Math.min(PIECE, frame.length - i * PIECE));
    }
    return vectors;
  }

  /** Copies the frame's first bytes. */
  byte[] head(Stored frame, int from, int most) {
    byte[] head = new byte[Math.min(Math.min(most, PIECE - from), frame.length - from)];
    slab(frame.pieces[0]).get(offset(frame.pieces[0]) + from, head);
    return head;
  }

  void free(Stored frame) {
    for (int piece : frame.pieces) {
      free[freeCount++] = piece;
    }
  }

  private void grow() {
    int first = slabs.size() * PIECES_A_SLAB;
    slabs.add(Memory.allocate(PIECE * PIECES_A_SLAB));
    if (free.length < slabs.size() * PIECES_A_SLAB) {
      free = Arrays.copyOf(free, 2 * free.length);
    }
    for (int i = 0; i < PIECES_A_SLAB; i++) {
      free[freeCount++] = first + i;
    }
  }

  private ByteBuffer slab(int piece) {
    return slabs.get(piece / PIECES_A_SLAB);
  }

  private static int offset(int piece) {
    return piece % PIECES_A_SLAB * PIECE;
  }
}
