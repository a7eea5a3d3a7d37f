package dev.netlab.netlink.nft;

import dev.netlab.netlink.netns.Namespace;
import java.util.List;

/**
 * The rules of iptables-nft(8) as its own programs print them; nft shows only the names of their
 * matches and targets.
 */
public final class IptablesSave {
  private IptablesSave() {}

  /**
   * The output of {@code iptables-nft-save}; empty if the program is not installed. The name is
   * that of the nftables variant, because {@code iptables-save} can be the legacy one, which loads
   * modules.
   */
  public static String ofIpv4(Namespace namespace) {
    return print(namespace, "iptables-nft-save");
  }

  /** The output of {@code ip6tables-nft-save}; empty if the program is not installed. */
  public static String ofIpv6(Namespace namespace) {
    return print(namespace, "ip6tables-nft-save");
  }

  private static String print(Namespace namespace, String name) {
    return Program.find(name)
        .map(program -> program.run(namespace, "list iptables' rules", List.of(), ""))
        .orElse("");
  }
}
