package dev.netlab.netlink.nft;

import dev.netlab.netlink.netns.Namespace;
import java.util.List;

/**
 * The rules of iptables-nft(8) as its own programs print them: of their matches and targets nft
 * shows no more than the names.
 */
public final class IptablesSave {
  private IptablesSave() {}

  /**
   * What {@code iptables-nft-save} prints; empty where the machine has no such program. The name is
   * that of the nftables variant: {@code iptables-save} can be the legacy one, which loads modules.
   */
  public static String ofIpv4(Namespace namespace) {
    return print(namespace, "iptables-nft-save");
  }

  /** The same of {@code ip6tables-nft-save}. */
  public static String ofIpv6(Namespace namespace) {
    return print(namespace, "ip6tables-nft-save");
  }

  private static String print(Namespace namespace, String name) {
    return Program.find(name)
        .map(program -> program.run(namespace, "list iptables' rules", List.of(), ""))
        .orElse("");
  }
}
