package dev.netlab.wireguard.device;

import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What a test made: closed when it has ended, the last first. */
final class Made implements AfterEachCallback {
  private final Deque<AutoCloseable> all = new ArrayDeque<>();

  /** Has it closed with the rest. */
  <T extends AutoCloseable> T later(T closeable) {
    all.push(closeable);
    return closeable;
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    while (!all.isEmpty()) {
      all.pop().close();
    }
  }
}
