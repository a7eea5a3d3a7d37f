package dev.netlab.lab;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A netfilter hook for IP packets (NF_INET_* of linux/netfilter.h). */
public enum Hook {
  PREROUTING,
  INPUT,
  FORWARD,
  OUTPUT,
  POSTROUTING;

  /** The paths of a packet through the hooks: to the node, through it, and from it. */
  public static final List<List<Hook>> WAYS =
      List.of(
          List.of(PREROUTING, INPUT),
          List.of(PREROUTING, FORWARD, POSTROUTING),
          List.of(OUTPUT, POSTROUTING));

  /** Parses the name that nft uses. */
  public static Optional<Hook> parse(String name) {
    return Arrays.stream(values()).filter(hook -> hook.toString().equals(name)).findFirst();
  }

  /** {@code prerouting}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
