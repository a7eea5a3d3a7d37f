package dev.netlab.engine.links;

import dev.netlab.engine.links.GeneveTunnel.AcceptedChecksum;
import dev.netlab.engine.links.GeneveTunnel.SentChecksum;
import dev.netlab.ip.IpAddress;
import dev.netlab.netlink.rtnetlink.DontFragment;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A tunnel in the words of {@code ip link add NAME type geneve}: {@code id 7 remote 192.0.2.2
 * [dstport P] [ttl N|auto|inherit] [tos N|inherit] [df set|unset|inherit] [[no]udpcsum]
 * [[no]udp6zerocsumtx] [[no]udp6zerocsumrx]}.
 */
public final class GeneveArguments {
  private static final List<String> WITH_VALUE =
      List.of("id", "vni", "remote", "dstport", "ttl", "hoplimit", "tos", "dsfield", "df");

  private GeneveArguments() {}

  /**
   * Reads the words after the type.
   *
   * @throws IllegalArgumentException naming the word that cannot be
   */
  public static GeneveTunnel parse(List<String> words) {
    Map<String, String> values = new HashMap<>();
    List<UnaryOperator<GeneveTunnel>> switches = new ArrayList<>();
    Deque<String> rest = new ArrayDeque<>(words);
    while (!rest.isEmpty()) {
      String word = rest.removeFirst();
      if (!WITH_VALUE.contains(word)) {
        switches.add(toggle(word));
      } else if (rest.isEmpty()) {
        throw new IllegalArgumentException("geneve '" + word + "' wants a value");
      } else {
        values.put(word, rest.removeFirst());
      }
    }
    GeneveTunnel tunnel = GeneveTunnel.to(number(required(values, "id", "vni")), remote(values));
    for (Map.Entry<String, String> each : values.entrySet()) {
      tunnel = with(tunnel, each.getKey(), each.getValue());
    }
    for (UnaryOperator<GeneveTunnel> each : switches) {
      tunnel = each.apply(tunnel);
    }
    return tunnel;
  }

  private static GeneveTunnel with(GeneveTunnel tunnel, String word, String value) {
    return switch (word) {
      case "dstport" -> tunnel.withPort(number(value));
      case "ttl", "hoplimit" ->
          tunnel.withTtl(value.equals("auto") ? GeneveTunnel.DEFAULT : numberOrInherit(value));
      case "tos", "dsfield" -> tunnel.withTos(numberOrInherit(value));
      case "df" -> tunnel.withDf(dontFragment(value));
      default -> tunnel;
    };
  }

  private static DontFragment dontFragment(String value) {
    return switch (value) {
      case "set" -> DontFragment.SET;
      case "unset" -> DontFragment.UNSET;
      case "inherit" -> DontFragment.INHERIT;
      default ->
          throw new IllegalArgumentException("geneve df '" + value + "' is not set|unset|inherit");
    };
  }

  private static UnaryOperator<GeneveTunnel> toggle(String word) {
    return switch (word) {
      case "udpcsum", "noudp6zerocsumtx" -> tunnel -> tunnel.withSent(SentChecksum.FULL);
      case "noudpcsum", "udp6zerocsumtx" -> tunnel -> tunnel.withSent(SentChecksum.ZERO);
      case "noudp6zerocsumrx" -> tunnel -> tunnel.withAccepted(AcceptedChecksum.FULL);
      case "udp6zerocsumrx" -> tunnel -> tunnel.withAccepted(AcceptedChecksum.FULL_OR_ZERO);
      default -> throw new IllegalArgumentException("geneve does not know '" + word + "'");
    };
  }

  private static InetAddress remote(Map<String, String> values) {
    return IpAddress.parse(required(values, "remote", "remote")).toInetAddress();
  }

  private static String required(Map<String, String> values, String word, String other) {
    String value = values.getOrDefault(word, values.get(other));
    if (value == null) {
      throw new IllegalArgumentException("geneve wants '" + word + "'");
    }
    return value;
  }

  private static int numberOrInherit(String value) {
    return value.equals("inherit") ? GeneveTunnel.INHERIT : number(value);
  }

  private static int number(String value) {
    try {
      return Integer.decode(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("geneve: '" + value + "' is not a number", e);
    }
  }
}
