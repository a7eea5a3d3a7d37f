package dev.netlab.netlink.syscall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netlab.netlink.KernelException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class SysTest {
  @Test
  void dataIsTakenFromPositionToLimitOfABufferAndPutThere() {
    try (Fd event = Sys.eventfd()) {
      ByteBuffer out = Memory.allocate(24).putLong(8, 7).position(8).limit(16);
      assertThat(Sys.write("write to eventfd", event, out)).isEqualTo(8);

      ByteBuffer in = Memory.allocate(24).position(16);
      assertThat(Sys.read("read from eventfd", event, in)).isEqualTo(8);
      assertThat(in.getLong(16)).isEqualTo(7);
      assertThat(in.getLong(0)).isZero();
      assertThat(Sys.read("read from eventfd", event, in)).as("nothing is left").isEqualTo(-1);
    }
  }

  @Test
  void failuresNameTheOperationTheObjectAndTheErrno() {
    assertThatThrownBy(() -> Sys.open("open /no/such/file", "/no/such/file", Const.O_RDONLY))
        .isInstanceOfSatisfying(
            KernelException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ENOENT))
        .hasMessage("open /no/such/file: No such file or directory (errno 2)");
  }

  @Test
  void aClosedDescriptorIsNotUsedAgain() {
    Fd event = Sys.eventfd();
    event.close();
    event.close();
    assertThat(event.isOpen()).isFalse();
    assertThatThrownBy(event::number).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void theBootClockRuns() {
    long before = Sys.clock(Const.CLOCK_BOOTTIME);
    assertThat(Sys.clock(Const.CLOCK_BOOTTIME)).isGreaterThanOrEqualTo(before).isPositive();
  }
}
