package dev.netlab.wireguard.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A peer with 65 536 prefixes, beside one that has what is between them, and packets to and from
 * them.
 */
class ManyPrefixesIT {
  /** Prefixes a family. */
  private static final int COUNT = 32_768;

  @RegisterExtension final Made made = new Made();
  @TempDir Path keys;

  /** Every second /24 has one. */
  private static String ipv4(int i) {
    return "10.%d.%d.7".formatted(i >> 7, i * 2 & 255);
  }

  private static String ipv6(int i) {
    return "fd02:%x::7".formatted(i * 2);
  }

  private static Stream<String> addresses(int step) {
    return IntStream.iterate(0, i -> i < COUNT, i -> i + step)
        .boxed()
        .flatMap(i -> Stream.of(ipv4(i), ipv6(i)));
  }

  /** Those that a ping from this host did not reach. */
  private static List<String> unreached(Host from, Stream<String> addresses, String ping) {
    String loop = "for to do ping -n -q -c 1 -W 3 " + ping + " >/dev/null || echo $to; done";
    String[] all = addresses.toArray(String[]::new);
    List<String> shell = from.command("sh", "-c", loop, "sh");
    return Shell.attempt(Shell.words(shell, all)).output().lines().toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"wireguard-go", "ours"})
  void eachOf65536PrefixesIsItsPeers(String kind) throws IOException {
    Host a = made.later(Host.make("a"));
    Host b = made.later(Host.make("b"));
    Host.connect(a, b, "v0", "192.168.50");
    made.later(OtherSide.Ours.start(a));
    made.later(OtherSide.start(kind, b));
    KeyFile aKey = KeyFile.generate(keys.resolve("a"));
    KeyFile bKey = KeyFile.generate(keys.resolve("b"));
    a.run("wg set wg0 private-key " + aKey);
    b.run("wg set wg0 listen-port 10002 private-key " + bKey);
    b.run("wg set wg0 peer " + aKey.publicKey() + " allowed-ips 10.1.0.1/32,fd01::1/128");
    Path configuration = keys.resolve("peer");
    Files.writeString(
        configuration,
        "[Peer]\nPublicKey = %s\nEndpoint = 192.168.50.2:10002\nAllowedIPs = %s\n"
            .formatted(bKey.publicKey(), addresses(1).collect(Collectors.joining(", "))));
    a.run("wg addconf wg0 " + configuration);
    a.run(
        "wg set wg0 peer "
            + KeyFile.generate(keys.resolve("other")).publicKey()
            + " allowed-ips 10.0.0.0/8,fd02::/17");
    WireGuardPair.address(a, 1);
    WireGuardPair.address(b, 2);
    a.ip("route add 10.0.0.0/8 dev wg0");
    a.ip("route add fd02::/16 dev wg0");
    b.ip("route add local 10.0.0.0/8 dev lo");
    b.ip("route add local fd02::/16 dev lo");

    assertThat(unreached(a, addresses(181), "$to")).isEmpty();
    assertThat(unreached(a, Stream.of(ipv4(COUNT - 1), ipv6(COUNT - 1)), "$to")).isEmpty();
    // The other peer's, whose endpoint nobody knows, and nobody's.
    for (String address : List.of("10.0.0.8", "10.2.5.7", "10.255.255.7", "fd02:2::8")) {
      assertThat(a.attempt("ping -n -c 1 -W 3 " + address).output())
          .containsAnyOf("Destination Host Unreachable", "Address unreachable");
    }
    assertThat(a.attempt("ping -n -c 1 -W 3 fd02:8000::8").output())
        .contains("Address unreachable");
    // From an address that is not this peer's nothing comes through.
    assertThat(WireGuardPair.ping(b, "-c 1 -W 3 -I 10.2.4.7 10.1.0.1")).isEqualTo(1);
    String asked = a.run("nstat -as IcmpInEchos");
    assertThat(WireGuardPair.ping(b, "-c 1 -W 1 -I 10.2.5.7 10.1.0.1")).isZero();
    assertThat(a.run("nstat -as IcmpInEchos")).contains("IcmpInEchos").isEqualTo(asked);
  }
}
