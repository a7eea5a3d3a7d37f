package dev.netlab.packet.filter;

import java.util.Optional;

/**
 * One way in which a packet differs from an expression.
 *
 * @param field as the expression names it
 * @param seen the value in the packet; empty if the packet does not have the field
 * @param expected what the expression requires
 * @param weight how much the difference counts, at least 1
 */
public record Difference(String field, Optional<String> seen, String expected, int weight) {
  /** {@code ttl 63, expected 64}, or {@code no tunnel, expected geneve}. */
  @Override
  public String toString() {
    return seen.map(value -> field + " " + value).orElse("no " + field) + ", expected " + expected;
  }
}
