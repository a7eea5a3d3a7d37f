package dev.netlab.engine.links;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.netlink.syscall.Fd;
import dev.netlab.netlink.syscall.Sys;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PollLoopTest {
  private final PollLoop loop = new PollLoop("test");

  /** A source that does something when it is closed. */
  private record Closing(Fd fd, Runnable whenClosed) implements PollLoop.Source {
    static Closing with(Runnable whenClosed) {
      return new Closing(Sys.eventfd(), whenClosed);
    }

    @Override
    public void handle() {}

    @Override
    public void failed(RuntimeException e) {}

    @Override
    public void close() {
      fd.close();
      whenClosed.run();
    }
  }

  @BeforeEach
  void start() {
    loop.start();
  }

  @AfterEach
  void end() {
    loop.close();
  }

  /** As {@link Datapath#open} adds under the lock that the end of a device takes. */
  @Test
  void othersMayAddWhileASourceIsClosed() {
    CompletableFuture<Boolean> added = new CompletableFuture<>();
    Closing closing =
        Closing.with(
            () -> {
              CompletableFuture<Void> other =
                  CompletableFuture.runAsync(() -> loop.add(Closing.with(() -> {})));
              added.complete(ends(other));
            });
    loop.add(closing);
    loop.remove(closing);
    assertThat(added).isCompletedWithValue(true);
  }

  private static boolean ends(CompletableFuture<Void> other) {
    try {
      other.get(5, TimeUnit.SECONDS);
      return true;
    } catch (Exception e) {
      return false;
    }
  }

  @Test
  void aSourceThatIsClosedMayTakeOutAnother() {
    CompletableFuture<Boolean> gone = new CompletableFuture<>();
    Closing last = Closing.with(() -> gone.complete(true));
    Closing first = Closing.with(() -> loop.remove(last));
    loop.add(first);
    loop.add(last);
    loop.remove(first);
    assertThat(gone).succeedsWithin(5, TimeUnit.SECONDS);
  }

  @Test
  void allAreClosedWithTheLoop() {
    CompletableFuture<Boolean> gone = new CompletableFuture<>();
    loop.add(Closing.with(() -> gone.complete(true)));
    loop.close();
    assertThat(gone).isCompletedWithValue(true);
  }
}
