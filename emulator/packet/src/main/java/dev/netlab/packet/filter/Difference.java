package dev.netlab.packet.filter;

import java.util.Optional;

/**
 * One thing in which a packet is not as an expression demands.
 *
 * @param field as the expression names it
 * @param seen what the packet has there, empty where it has no such field
 * @param expected what the expression demands
 * @param weight how much it sets the two apart, from 1
 */
public record Difference(String field, Optional<String> seen, String expected, int weight) {
  /** {@code ttl 63, expected 64}, or {@code no tunnel, expected geneve}. */
  @Override
  public String toString() {
    return seen.map(value -> field + " " + value).orElse("no " + field) + ", expected " + expected;
  }
}
