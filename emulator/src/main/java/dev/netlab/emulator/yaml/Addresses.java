package dev.netlab.emulator.yaml;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** IP addresses and UDP endpoints as literals; a name server is never asked. */
final class Addresses {
  private static final Pattern V4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
  private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
  private static final Pattern ENDPOINT =
      Pattern.compile("(?:\\[(?<six>[^]]*)]|(?<four>[0-9.]+)):(?<port>[0-9]{1,5})");

  private Addresses() {}

  static Optional<InetAddress> parse(String text) {
    boolean six = V6.matcher(text).matches();
    if (!six && !V4.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.ofLiteral(text))
          .filter(address -> six == (address instanceof Inet6Address));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** {@code 192.0.2.1:51820} or {@code [2001:db8::1]:51820}. */
  static Optional<InetSocketAddress> parseEndpoint(String text) {
    Matcher matcher = ENDPOINT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int port = Integer.parseInt(matcher.group("port"));
    return parse(matcher.group("six") == null ? matcher.group("four") : matcher.group("six"))
        .filter(address -> port >= 1 && port <= 65535)
        .map(address -> new InetSocketAddress(address, port));
  }
}
