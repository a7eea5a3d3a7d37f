package dev.netlab.netlink.tracefs;

import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;

/** Of those losses some for which Debian's stock kernel has another reason or place. */
@Tag("guest")
class StockKernelDropCauseIT extends DropCauseIT {
  private static final Set<String> DIFFERENT =
      Set.of("no IPv6 route", "martian source", "unknown VNI", "no FDB entry");

  @Override
  Stream<Loss> losses() {
    return super.losses().filter(loss -> DIFFERENT.contains(loss.name()));
  }
}
