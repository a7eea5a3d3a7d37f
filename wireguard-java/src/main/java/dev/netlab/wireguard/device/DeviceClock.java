package dev.netlab.wireguard.device;

import dev.netlab.netlink.syscall.Const;
import dev.netlab.netlink.syscall.Sys;

/** The time that sessions age by. */
@FunctionalInterface
public interface DeviceClock {
  /** Runs on while the machine sleeps, as sessions must. */
  DeviceClock BOOT = () -> Sys.clock(Const.CLOCK_BOOTTIME);

  /** Nanoseconds from some moment in the past on, never going back. */
  long nanos();
}
