package dev.netlab.lab;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A hook of netfilter at which packets of IP are looked at (NF_INET_* of linux/netfilter.h). */
public enum Hook {
  PREROUTING,
  INPUT,
  FORWARD,
  OUTPUT,
  POSTROUTING;

  /** The ways through a node: to it, through it, from it. */
  public static final List<List<Hook>> WAYS =
      List.of(
          List.of(PREROUTING, INPUT),
          List.of(PREROUTING, FORWARD, POSTROUTING),
          List.of(OUTPUT, POSTROUTING));

  /** As nft names it. */
  public static Optional<Hook> parse(String name) {
    return Arrays.stream(values()).filter(hook -> hook.toString().equals(name)).findFirst();
  }

  /** {@code prerouting}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
