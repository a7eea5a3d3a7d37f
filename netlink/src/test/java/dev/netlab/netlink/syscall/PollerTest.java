package dev.netlab.netlink.syscall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.netlink.KernelException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PollerTest {
  @Test
  void tellsWhichDescriptorIsReady() {
    try (Fd a = Sys.eventfd();
        Fd b = Sys.eventfd();
        Poller poller = new Poller()) {
      int slotA = poller.add(a);
      int slotB = poller.add(b);
      assertThat(poller.poll(0)).isTrue();
      assertThat(poller.ready(slotA) || poller.ready(slotB)).isFalse();
      Sys.write("write", b, Memory.allocate(8).putLong(0, 1));
      poller.poll(-1);
      assertThat(poller.ready(slotA)).isFalse();
      assertThat(poller.ready(slotB)).isTrue();
      poller.watch(slotA, Const.POLLOUT);
      poller.poll(-1);
      assertThat(poller.revents(slotA)).isEqualTo(Const.POLLOUT);
    }
  }

  @Test
  void wakingEndsOnePollAndClosingAllOfThem() throws Exception {
    Poller poller = new Poller();
    poller.wake();
    assertThat(poller.poll(-1)).as("woken, still open").isTrue();
    CompletableFuture<Boolean> polling = CompletableFuture.supplyAsync(() -> poller.poll(-1));
    poller.close();
    assertThat(polling.get(5, TimeUnit.SECONDS)).isFalse();
    assertThat(poller.poll(-1)).isFalse();
    poller.wake();
    poller.close();
  }

  /** EINVAL of poll(2), which says nothing of limits. */
  @Test
  void aLimitThatWasLoweredIsNamed() throws Exception {
    long before = OpenFiles.limit();
    KernelException told = null;
    try (Poller poller = new Poller();
        Fd event = Sys.eventfd()) {
      for (int i = 0; i < 2000; i++) {
        poller.add(event);
      }
      assertThat(OpenFiles.raise(2001)).isGreaterThan(2000);
      poller.poll(0);
      String pid = Long.toString(ProcessHandle.current().pid());
      int lowered = new ProcessBuilder("prlimit", "--pid", pid, "--nofile=1500:").start().waitFor();
      assertThat(lowered).isZero();
      poller.poll(0);
    } catch (KernelException e) {
      told = e;
    } finally {
      OpenFiles.raise(before);
    }
    assertThat(told)
        .hasMessageContaining("poll 2001 descriptors: ")
        .hasMessageContaining("only 1500 files may be open");
  }

  @Test
  void holdsManyDescriptors() {
    try (Poller poller = new Poller();
        Fd event = Sys.eventfd()) {
      int last = 0;
      for (int i = 0; i < 100; i++) {
        last = poller.add(event);
      }
      Sys.write("write", event, Memory.allocate(8).putLong(0, 1));
      poller.poll(-1);
      assertThat(poller.ready(last)).isTrue();
      assertThat(poller.ready(1)).isTrue();
    }
  }
}
