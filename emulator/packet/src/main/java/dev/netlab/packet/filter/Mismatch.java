package dev.netlab.packet.filter;

import dev.netlab.packet.Packet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** A packet that does not match, and why. The nearer of two mismatches compares less. */
public record Mismatch(Packet packet, List<Difference> differences)
    implements Comparable<Mismatch> {
  public Mismatch {
    differences = List.copyOf(differences);
  }

  /** The sum of the differences' weights. */
  public int distance() {
    return differences.stream().mapToInt(Difference::weight).sum();
  }

  @Override
  public int compareTo(Mismatch other) {
    return Comparator.comparingInt(Mismatch::distance)
        .thenComparingInt(mismatch -> mismatch.differences.size())
        .compare(this, other);
  }

  /** {@code 10.0.0.1 > 10.0.0.2 icmp echo-request id 7 seq 1 differs in ttl 63, expected 64}. */
  @Override
  public String toString() {
    return packet
        + " differs in "
        + differences.stream().map(Difference::toString).collect(Collectors.joining("; "));
  }
}
