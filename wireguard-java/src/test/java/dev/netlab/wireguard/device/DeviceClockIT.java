package dev.netlab.wireguard.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DeviceClockIT {
  /** Prints what the clock says. */
  static final class Clock {
    private Clock() {}

    public static void main(String[] arguments) {
      System.out.println(DeviceClock.BOOT.nanos());
    }
  }

  /** In a time namespace whose CLOCK_BOOTTIME alone is ahead, as it is where a machine slept. */
  @Test
  void sessionsAgeWhileTheMachineSleeps() {
    long slept = TimeUnit.DAYS.toSeconds(1);
    List<String> command =
        List.of(
            "unshare",
            "--time",
            "--fork",
            "--boottime",
            String.valueOf(slept),
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            Clock.class.getName());
    long before = DeviceClock.BOOT.nanos();
    long there = Long.parseLong(Shell.run(command).strip());
    long after = DeviceClock.BOOT.nanos();
    assertThat(there - TimeUnit.SECONDS.toNanos(slept)).isBetween(before, after);
  }
}
