package dev.netlab.engine.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.syscall.Errno;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ShortageTest {
  @Test
  void allCausesAreTold() {
    Throwable cause = new OutOfMemoryError("Cannot reserve 9 bytes of direct buffer memory");
    assertThat(Shortage.describe(new IllegalStateException("cannot configure wg0", cause)))
        .isEqualTo("cannot configure wg0: Cannot reserve 9 bytes of direct buffer memory");
  }

  @Test
  void whatACauseSaysIsNotSaidTwice() {
    IOException cause = new IOException("no route");
    assertThat(Shortage.describe(new IllegalStateException("connect: no route", cause)))
        .isEqualTo("connect: no route");
  }

  @Test
  void whatRanOutIsToldWithHowMuchThereIs() {
    assertThat(Shortage.describe(new KernelException("open a UDP socket", Errno.EMFILE)))
        .matches("open a UDP socket: Too many open files .*\\(at most [0-9]+ may be open;.*");
    assertThat(Shortage.describe(new OutOfMemoryError("unable to create native thread")))
        .matches("unable to create native thread \\([0-9]+ threads run\\)");
    assertThat(Shortage.describe(new OutOfMemoryError("Java heap space")))
        .matches("Java heap space \\(of [0-9]+ MiB\\)");
  }
}
