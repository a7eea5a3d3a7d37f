package dev.netlab.emulator.trace.reason;

import dev.netlab.emulator.trace.story.Cause;
import java.util.List;

/** What kernels say of packets that they dropped. */
public interface Drops {
  /**
   * What speaks for a cause.
   *
   * @param nanos when the packet was last seen, since 1970
   * @return a sentence each; empty where nothing does
   */
  List<String> evidence(String node, long nanos, Cause cause);
}
