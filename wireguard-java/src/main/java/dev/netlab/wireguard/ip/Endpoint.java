package dev.netlab.wireguard.ip;

import dev.netlab.ip.IpAddress;
import dev.netlab.ip.IpVersion;
import org.jspecify.annotations.Nullable;

/**
 * Where a peer is to be reached, and from which of our own addresses.
 *
 * @param port 1 to 65535
 * @param scope the interface's index for an IPv6 link-local address, else 0
 * @param source the address the peer last wrote to, so that answers come from there; null leaves it
 *     to the routing table
 */
public record Endpoint(IpAddress address, int port, int scope, @Nullable Source source) {

  /** One of our own addresses and the interface's index it was reached at. */
  public record Source(IpAddress address, int interfaceIndex) {}

  public Endpoint(IpAddress address, int port) {
    this(address, port, 0, null);
  }

  /**
   * Reads {@code 192.0.2.1:51820}, {@code [2001:db8::1]:51820} or {@code [fe80::1%3]:51820}.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static Endpoint parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("an endpoint needs a port: " + text);
    }
    int port = port(text.substring(colon + 1));
    String host = text.substring(0, colon);
    if (!host.startsWith("[")) {
      return new Endpoint(address(host, IpVersion.IPV4), port);
    }
    if (!host.endsWith("]")) {
      throw new IllegalArgumentException("not an endpoint: " + text);
    }
    host = host.substring(1, host.length() - 1);
    int percent = host.indexOf('%');
    if (percent < 0) {
      return new Endpoint(address(host, IpVersion.IPV6), port);
    }
    String scope = host.substring(percent + 1);
    if (!scope.matches("[0-9]{1,9}")) {
      throw new IllegalArgumentException("a scope is an interface's index: " + scope);
    }
    return new Endpoint(
        address(host.substring(0, percent), IpVersion.IPV6), port, Integer.parseInt(scope), null);
  }

  private static IpAddress address(String host, IpVersion version) {
    IpAddress address = IpAddress.parse(host);
    if (address.version() != version) {
      throw new IllegalArgumentException(
          "an endpoint is written 192.0.2.1:51820 or [2001:db8::1]:51820, not so with " + host);
    }
    return address;
  }

  private static int port(String text) {
    if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65535) {
      throw new IllegalArgumentException("not a port: " + text);
    }
    return Integer.parseInt(text);
  }

  public Endpoint withoutSource() {
    return source == null ? this : new Endpoint(address, port, scope, null);
  }

  @Override
  public String toString() {
    return switch (address.version()) {
      case IPV4 -> address + ":" + port;
      case IPV6 -> "[" + address + (scope == 0 ? "" : "%" + scope) + "]:" + port;
    };
  }
}
