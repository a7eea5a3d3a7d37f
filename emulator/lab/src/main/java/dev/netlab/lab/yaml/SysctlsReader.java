package dev.netlab.lab.yaml;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a node's {@code sysctls}: settings that are separate in each network namespace. The names
 * are as in sysctl(8), with dots between their parts, or with slashes if the first separator is a
 * slash.
 */
final class SysctlsReader {
  private static final Pattern NAME = Pattern.compile("net(\\.[A-Za-z0-9_-]+){2,}");

  /** A slash stands for a dot in an interface's name. */
  private static final Pattern OF_INTERFACE =
      Pattern.compile(
          "net\\.ipv[46]\\.(conf|neigh)\\.(?<interface>[^.]+)\\.(?<rest>[A-Za-z0-9_]+)");

  /**
   * Settings below net that belong to the machine: a namespace does not see them, may not write
   * them, or (before Linux 5.13) would change them for all namespaces.
   */
  private static final Pattern OF_MACHINE =
      Pattern.compile(
          "net\\.nf_conntrack_max"
              + "|net\\.core\\.(bpf_jit_.*|busy_(poll|read)|default_qdisc|dev_weight.*"
              + "|devconf_inherit_init_net|fb_tunnels_only_for_init_net|flow_limit_.*"
              + "|gro_normal_batch|high_order_alloc_disable|max_skb_frags|mem_pcpu_rsv"
              + "|message_(burst|cost)|netdev_.*|rps_sock_flow_entries|skb_defer_max|warnings"
              + "|[rw]mem_(default|max))"
              + "|net\\.ipv4\\.(cipso_.*|fib_sync_mem|inet_peer_.*|ipfrag_secret_interval"
              + "|route\\.(error_.*|gc_.*|max_size|redirect_.*)|tcp_available_ulp|tcp_low_latency"
              + "|tcp_max_orphans|tcp_mem|udp_mem)"
              + "|net\\.ipv6\\.(calipso_.*|ip6frag_secret_interval|mld_max_msf|mld_qrv)"
              + "|net\\.netfilter\\.(nf_log_all_netns|nf_conntrack_(max|buckets|expect_max))");

  private static final Pattern FOR_READING =
      Pattern.compile(
          "net\\.ipv4\\.(tcp_(available|allowed)_congestion_control|(tcp_e|udp_)hash_entries)"
              + "|net\\.ipv[46]\\.conf\\..*\\.mc_forwarding"
              + "|net\\.mptcp\\.available_.*|net\\.netfilter\\.nf_conntrack_count");

  /** Settings whose value is a single integer. */
  private static final Pattern NUMBERS =
      Pattern.compile(
          "net\\.ipv[46]\\.(conf|neigh)\\..*(?<!stable_secret)"
              + "|net\\.ipv4\\.(ip_forward|ip_default_ttl)|net\\.bridge\\..*"
              + "|net\\.netfilter\\.nf_conntrack_.*");

  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,10}");

  private final MappingReader node;
  private final Set<String> interfaces;
  private final Problems problems;

  SysctlsReader(MappingReader node, Set<String> interfaces) {
    this.node = node;
    this.interfaces = interfaces;
    this.problems = node.problems();
  }

  /** The settings, by their names with dots. */
  Map<String, String> read() {
    Map<String, String> sysctls = new LinkedHashMap<>();
    for (YamlNode.Entry entry : node.entries("sysctls")) {
      String written = entry.key().text();
      String name = withDots(written);
      Optional<String> wrong = wrong(written, name);
      wrong.ifPresent(message -> problems.add(entry.key().at(), message));
      Optional<YamlNode.Scalar> value = node.values().text(entry.value(), written);
      if (wrong.isEmpty() && value.isPresent()) {
        rejectValue(name, value.orElseThrow());
        if (sysctls.putIfAbsent(name, value.orElseThrow().text()) != null) {
          problems.add(entry.key().at(), "%s is there already; remove one of them".formatted(name));
        }
      }
    }
    return sysctls;
  }

  private static String withDots(String name) {
    int dot = name.indexOf('.');
    int slash = name.indexOf('/');
    if (slash < 0 || (dot >= 0 && dot < slash)) {
      return name;
    }
    StringBuilder dots = new StringBuilder();
    name.chars().forEach(c -> dots.append(c == '/' ? '.' : c == '.' ? '/' : (char) c));
    return dots.toString();
  }

  private Optional<String> wrong(String written, String name) {
    if (!name.startsWith("net.")) {
      return Optional.of(
          "sysctl '%s' is not a network namespace's own, and would change the machine; remove it, since a node's own begin with net."
              .formatted(written));
    }
    if (OF_MACHINE.matcher(name).matches()) {
      return Optional.of(
          "sysctl '%s' is the machine's, not a network namespace's own; remove it, and set it on the machine if the lab needs it"
              .formatted(written));
    }
    if (FOR_READING.matcher(name).matches()) {
      return Optional.of("sysctl '%s' can only be read; remove it".formatted(written));
    }
    Matcher ofInterface = OF_INTERFACE.matcher(name);
    if (ofInterface.matches()) {
      return wrongInterface(written, ofInterface.group("interface").replace('/', '.'));
    }
    return NAME.matcher(name).matches()
        ? Optional.empty()
        : Optional.of(
            "'%s' is not a sysctl; write one such as net.ipv4.conf.eth0.rp_filter, with a slash for a dot in an interface's name"
                .formatted(written));
  }

  private Optional<String> wrongInterface(String written, String name) {
    return interfaces.contains(name) || Set.of("all", "default", "lo").contains(name)
        ? Optional.empty()
        : Optional.of(
            "sysctl '%s' is of an interface '%s', which the node does not have; %s"
                .formatted(written, name, Suggestion.among(name, interfaces)));
  }

  private void rejectValue(String name, YamlNode.Scalar value) {
    if (!NUMBERS.matcher(name).matches()) {
      return;
    }
    if (!NUMBER.matcher(value.text()).matches()) {
      String instead =
          switch (value.text()) {
            case "true", "yes", "on" -> "write 1";
            case "false", "no", "off" -> "write 0";
            default -> "write a whole number";
          };
      problems.add(value.at(), "%s is '%s'; %s".formatted(name, value.text(), instead));
    } else if (name.equals("net.ipv4.ip_default_ttl")) {
      node.values().number(value, name, 1, 255);
    }
  }
}
