package dev.netlab.lab.plan;

import dev.netlab.lab.Interface;
import dev.netlab.lab.Node;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The settings of a namespace, as sysctl names with dots (the kernel's ip-sysctl.rst). */
public final class Sysctls {
  private Sysctls() {}

  /**
   * Settings that not every kernel has. The first exists only with conntrack, and makes it report
   * events. The others exist only while br_netfilter is loaded, which by default passes everything
   * that a bridge forwards through the IP hooks.
   */
  private static final SortedMap<String, String> OPTIONAL =
      Collections.unmodifiableSortedMap(
          new TreeMap<>(
              Map.of(
                  "net.netfilter.nf_conntrack_events", "1",
                  "net.bridge.bridge-nf-call-iptables", "0",
                  "net.bridge.bridge-nf-call-ip6tables", "0",
                  "net.bridge.bridge-nf-call-arptables", "0")));

  /** Whether a namespace may lack this setting, although it is set in every one. */
  public static boolean isOptional(String key, String value) {
    return value.equals(OPTIONAL.get(key));
  }

  /**
   * The file of a setting.
   *
   * @param key with dots; a slash stands for a dot in an interface's name, as in sysctl(8)
   */
  public static String file(String key) {
    StringBuilder path = new StringBuilder("/proc/sys/");
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      path.append(c == '.' ? '/' : c == '/' ? '.' : c);
    }
    return path.toString();
  }

  /** A network is a bare Ethernet segment: its bridge has no IP. */
  static Map<String, String> forNetwork() {
    Map<String, String> settings = new LinkedHashMap<>(OPTIONAL);
    settings.put("net.ipv6.conf.default.disable_ipv6", "1");
    return settings;
  }

  /**
   * All nodes of a lab start with the same settings where machines differ (rp_filter, bridges and
   * the IP hooks), where waiting would make a lab slow (duplicate address detection), and where
   * events would be lost (conntrack).
   */
  static Map<String, String> forNode(Node node) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("net.ipv4.conf.all.rp_filter", "0");
    settings.put("net.ipv4.conf.default.rp_filter", "0");
    settings.put("net.ipv6.conf.all.accept_dad", "0");
    settings.put("net.ipv6.conf.default.accept_dad", "0");
    settings.putAll(OPTIONAL);
    if (node.forwarding()) {
      settings.put("net.ipv4.ip_forward", "1");
      settings.put("net.ipv6.conf.all.forwarding", "1");
    }
    node.sysctls()
        .forEach(
            (key, value) -> {
              if (!isOfALink(node, key)) {
                settings.put(key, value);
              }
            });
    return settings;
  }

  /** The node's settings that exist only while the interface exists. */
  static Map<String, String> ofLinks(Node node) {
    Map<String, String> settings = new LinkedHashMap<>();
    node.sysctls()
        .forEach(
            (key, value) -> {
              if (isOfALink(node, key)) {
                settings.put(key, value);
              }
            });
    return settings;
  }

  /**
   * The values that Calico sets: with the kernel's default proxy_delay an answer may take 0.8 s.
   */
  static Map<String, String> proxyArp(String device) {
    // A dot in an interface's name is written as a slash, because sysctl separates parts with dots.
    String name = device.replace('.', '/');
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("net.ipv4.conf." + name + ".proxy_arp", "1");
    settings.put("net.ipv4.neigh." + name + ".proxy_delay", "0");
    return settings;
  }

  private static boolean isOfALink(Node node, String key) {
    return node.interfaces().stream()
        .map(Interface::name)
        .anyMatch(name -> key.contains("." + name.replace('.', '/') + "."));
  }
}
