package dev.netlab.wireguard.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.ip.IpAddress;
import dev.netlab.ip.IpPrefix;
import dev.netlab.ip.IpVersion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AllowedIpsTest {
  private final AllowedIps<String> table = new AllowedIps<>();

  @Test
  void theLongestPrefixWins() {
    insert("0.0.0.0/0", "default");
    insert("10.0.0.0/8", "a");
    insert("10.1.0.0/16", "b");
    insert("10.1.2.3/32", "c");
    assertThat(lookup("10.1.2.3")).isEqualTo("c");
    assertThat(lookup("10.1.2.4")).isEqualTo("b");
    assertThat(lookup("10.2.0.0")).isEqualTo("a");
    assertThat(lookup("11.0.0.0")).isEqualTo("default");
    assertThat(lookup("::1")).isNull();
    insert("::/0", "six");
    insert("2001:db8::/64", "d");
    assertThat(lookup("2001:db8::1")).isEqualTo("d");
    assertThat(lookup("2001:db8:0:1::1")).isEqualTo("six");
  }

  @Test
  void aPrefixHasOneOwner() {
    insert("10.0.0.0/8", "a");
    insert("10.0.0.0/8", "b");
    assertThat(lookup("10.0.0.1")).isEqualTo("b");
    assertThat(table.of("a")).isEmpty();
    table.remove(IpPrefix.parse("10.0.0.0/8"), "a");
    assertThat(lookup("10.0.0.1")).isEqualTo("b");
    table.remove(IpPrefix.parse("10.0.0.0/8"), "b");
    assertThat(lookup("10.0.0.1")).isNull();
  }

  @Test
  void prefixesAreListedInTheOrderTheyWereGiven() {
    insert("10.0.0.0/8", "a");
    insert("fd00::/8", "a");
    insert("1.0.0.0/8", "a");
    assertThat(table.of("a"))
        .extracting(IpPrefix::toString)
        .containsExactly("10.0.0.0/8", "fd00::/8", "1.0.0.0/8");
  }

  @Test
  void agreesWithAListOfAllPrefixes() {
    Random random = new Random(7);
    Map<IpPrefix, String> all = new HashMap<>();
    for (int round = 0; round < 6000; round++) {
      IpPrefix prefix = prefix(random);
      String owner = "peer" + random.nextInt(5);
      switch (random.nextInt(10)) {
        case 0 -> {
          table.removeAll(owner);
          all.values().removeIf(owner::equals);
        }
        case 1, 2, 3 -> {
          table.remove(prefix, owner);
          all.remove(prefix, owner);
        }
        default -> {
          table.insert(prefix, owner);
          all.put(prefix, owner);
        }
      }
      for (int i = 0; i < 5; i++) {
        IpAddress address = prefix(random).address();
        assertThat(table.lookup(address)).isEqualTo(search(all, address));
      }
    }
    for (String owner : List.copyOf(all.values())) {
      long count = all.values().stream().filter(owner::equals).count();
      assertThat(table.of(owner)).hasSize((int) count);
    }
  }

  @Test
  void holds65536Prefixes() {
    for (int i = 0; i < 65_536; i++) {
      table.insert(
          new IpPrefix(new IpAddress(IpVersion.IPV4, 0, 0x0a000000L + i), 32), "peer" + i % 7);
    }
    for (int i = 0; i < 65_536; i++) {
      assertThat(table.lookup(new IpAddress(IpVersion.IPV4, 0, 0x0a000000L + i)))
          .isEqualTo("peer" + i % 7);
    }
    for (int i = 0; i < 7; i++) {
      table.removeAll("peer" + i);
    }
    assertThat(lookup("10.0.0.0")).isNull();
  }

  private static IpPrefix prefix(Random random) {
    return random.nextBoolean()
        ? new IpPrefix(
            new IpAddress(IpVersion.IPV4, 0, ((long) random.nextInt(64) << 26) | random.nextInt(4)),
            random.nextInt(33))
        : new IpPrefix(
            new IpAddress(IpVersion.IPV6, (long) random.nextInt(8) << 61, random.nextInt(8)),
            random.nextInt(129));
  }

  private static @Nullable String search(Map<IpPrefix, String> all, IpAddress address) {
    return all.entrySet().stream()
        .filter(
            entry ->
                entry.getKey().address().version() == address.version()
                    && new IpPrefix(address, entry.getKey().length()).equals(entry.getKey()))
        .max((x, y) -> Integer.compare(x.getKey().length(), y.getKey().length()))
        .map(Map.Entry::getValue)
        .orElse(null);
  }

  private void insert(String prefix, String owner) {
    table.insert(IpPrefix.parse(prefix), owner);
  }

  private @Nullable String lookup(String address) {
    return table.lookup(IpAddress.parse(address));
  }
}
