package dev.netlab.lab.plan;

import dev.netlab.ip.IpAddress;
import dev.netlab.lab.Interface;
import dev.netlab.lab.Lab;
import dev.netlab.lab.Node;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The contents of {@code /etc/hosts} and {@code /etc/resolv.conf} for commands in a node. All nodes
 * share one copy of each, except those for which the lab file sets different contents.
 */
public final class EtcFiles {
  private EtcFiles() {}

  /**
   * Maps the file's name under {@code /etc} to the text for every node that has no separate copy.
   */
  public static Map<String, String> shared(Lab lab) {
    StringBuilder hosts = new StringBuilder("127.0.0.1 localhost\n::1 localhost ip6-localhost\n");
    for (Node node : lab.nodes()) {
      for (Interface i : node.interfaces()) {
        i.addresses()
            .forEach(
                address ->
                    line(hosts, IpAddress.of(address.value().local()).toString(), node.name()));
      }
    }
    return Map.of("hosts", hosts.toString(), "resolv.conf", "");
  }

  /** Maps the file's name under {@code /etc} to its text, for the node's separate copies. */
  static Map<String, String> own(Lab lab, Node node) {
    Map<String, String> files = new LinkedHashMap<>();
    if (!node.hosts().isEmpty()) {
      StringBuilder hosts = new StringBuilder();
      node.hosts()
          .forEach(
              (address, names) ->
                  line(hosts, IpAddress.of(address).toString(), String.join(" ", names)));
      files.put("hosts", hosts.append(shared(lab).get("hosts")).toString());
    }
    if (!node.nameservers().isEmpty()) {
      StringBuilder servers = new StringBuilder();
      node.nameservers()
          .forEach(server -> line(servers, "nameserver", IpAddress.of(server).toString()));
      files.put("resolv.conf", servers.toString());
    }
    return files;
  }

  private static void line(StringBuilder text, String first, String second) {
    text.append(first).append(' ').append(second).append('\n');
  }
}
