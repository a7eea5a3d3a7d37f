package dev.netlab.insight.trace.diagnose;

import dev.netlab.insight.story.Cause;
import dev.netlab.ip.IpAddress;
import java.util.List;
import java.util.Optional;

/**
 * What in a node's state keeps it from sending a packet on.
 *
 * @param text a sentence without a full stop
 * @param evidence what more of the state belongs to it, a sentence each
 * @param unresolved whose link-layer address is wanted, if that is it
 */
record Diagnosis(Cause cause, String text, List<String> evidence, Optional<NextHop> unresolved) {
  /** A station on an interface's segment. */
  record NextHop(String dev, IpAddress address) {}

  Diagnosis {
    evidence = List.copyOf(evidence);
  }

  Diagnosis(Cause cause, String text) {
    this(cause, text, List.of(), Optional.empty());
  }

  Diagnosis with(List<String> more) {
    return new Diagnosis(cause, text, more, unresolved);
  }
}
