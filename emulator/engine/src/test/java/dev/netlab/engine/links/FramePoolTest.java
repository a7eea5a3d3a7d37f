package dev.netlab.engine.links;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.engine.links.FramePool.Stored;
import dev.netlab.netlink.syscall.IoVectors;
import dev.netlab.netlink.syscall.Memory;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FramePoolTest {
  private static final int MEBIBYTE = 1 << 20;
  private static final int LONGEST = 65_549;

  private final FramePool store = new FramePool(MEBIBYTE);
  private final ByteBuffer source = Memory.allocate(LONGEST + 10);

  FramePoolTest() {
    byte[] bytes = new byte[source.capacity()];
    new Random(1).nextBytes(bytes);
    source.put(0, bytes);
  }

  @Test
  void whatIsPutComesOutAgainWhateverItsLength() {
    for (int length : new int[] {1, 60, 2047, 2048, 2049, LONGEST}) {
      Stored stored = Objects.requireNonNull(store.put(source, 3, length));
      assertThat(bytes(store.get(stored))).isEqualTo(bytes(source, 3, length));
      assertThat(store.head(stored, 0, 128)).isEqualTo(bytes(source, 3, Math.min(128, length)));
    }
  }

  @Test
  void itIsFullAtItsBoundAndTakesAgainWhatIsFreed() {
    Queue<Stored> stored = new ArrayDeque<>();
    Stored next = store.put(source, 0, LONGEST);
    while (next != null) {
      stored.add(next);
      next = store.put(source, 0, LONGEST);
    }
    assertThat(stored).hasSize(MEBIBYTE / (33 * 2048));
    for (int i = 0; i < 1000; i++) {
      store.free(stored.remove());
      Stored again = Objects.requireNonNull(store.put(source, i, LONGEST - i));
      assertThat(bytes(store.get(again))).isEqualTo(bytes(source, i, LONGEST - i));
      stored.add(again);
    }
  }

  private static byte[] bytes(IoVectors vectors) {
    ByteBuffer all = ByteBuffer.allocate(vectors.bytes());
    for (int i = 0; i < vectors.count(); i++) {
      vectors.copy(i, all);
    }
    return all.array();
  }

  private static byte[] bytes(ByteBuffer from, int at, int length) {
    byte[] bytes = new byte[length];
    from.get(at, bytes);
    return bytes;
  }
}
