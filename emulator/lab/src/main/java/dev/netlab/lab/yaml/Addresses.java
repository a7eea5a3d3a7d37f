package dev.netlab.lab.yaml;

import dev.netlab.ip.IpAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses literal IP addresses and UDP endpoints. It never queries a name server. */
final class Addresses {
  private static final Pattern ENDPOINT =
      Pattern.compile("(?:\\[(?<six>[^]]*)]|(?<four>[0-9.]+)):(?<port>[0-9]{1,5})");

  private Addresses() {}

  /** Rejects IPv4-mapped IPv6 addresses, which Java would turn into IPv4 addresses. */
  static Optional<InetAddress> parse(String text) {
    return IpAddress.tryParse(text)
        .filter(address -> IpAddress.of(address.toInetAddress()).equals(address))
        .map(IpAddress::toInetAddress);
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
