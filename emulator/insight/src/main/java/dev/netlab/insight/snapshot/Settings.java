package dev.netlab.insight.snapshot;

import dev.netlab.ip.IpVersion;
import java.util.Map;

/**
 * The settings under {@code net} that decide what happens to packets (the kernel's ip-sysctl.rst).
 *
 * @param values by sysctl's names, a slash for a dot in an interface's name; those that the kernel
 *     does not have are absent
 */
public record Settings(Map<String, Integer> values) {
  public Settings {
    values = Map.copyOf(values);
  }

  /** Whether packets that came in by the interface are forwarded. */
  public boolean forwards(String interfaceName, IpVersion version) {
    return version == IpVersion.IPV4
        ? of("ipv4", interfaceName, "forwarding") != 0
        : values.getOrDefault("net.ipv6.conf.all.forwarding", 0) != 0;
  }

  /** 0 off, 1 strict, 2 loose (RFC 3704); the stricter word is that of all or of the interface. */
  public int rpFilter(String interfaceName) {
    return Math.max(of("ipv4", "all", "rp_filter"), of("ipv4", interfaceName, "rp_filter"));
  }

  /** Whether the interface answers ARP for what the node would route elsewhere. */
  public boolean proxyArp(String interfaceName) {
    return of("ipv4", "all", "proxy_arp") != 0 || of("ipv4", interfaceName, "proxy_arp") != 0;
  }

  /** Whether a packet from outside may have one of the node's own addresses as its source. */
  public boolean acceptsLocal(String interfaceName) {
    return of("ipv4", "all", "accept_local") != 0 || of("ipv4", interfaceName, "accept_local") != 0;
  }

  /** 1 and above: ARP is answered only for addresses of the very interface. */
  public int arpIgnore(String interfaceName) {
    return Math.max(of("ipv4", "all", "arp_ignore"), of("ipv4", interfaceName, "arp_ignore"));
  }

  /** Whether the node answers echo requests to its own addresses. */
  public boolean answersEcho() {
    return values.getOrDefault("net.ipv4.icmp_echo_ignore_all", 0) == 0;
  }

  /** The TTL of the node's own packets. */
  public int defaultTtl() {
    return values.getOrDefault("net.ipv4.ip_default_ttl", 64);
  }

  private int of(String family, String interfaceName, String setting) {
    String name = interfaceName.replace('.', '/');
    return values.getOrDefault("net." + family + ".conf." + name + "." + setting, 0);
  }
}
