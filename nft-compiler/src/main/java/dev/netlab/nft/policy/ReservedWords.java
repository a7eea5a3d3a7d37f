package dev.netlab.nft.policy;

import java.util.Set;

/**
 * Words of nft's grammar (nft(8)), which its parser takes for themselves wherever they stand
 * unquoted, and it takes names only unquoted. Of all versions together, so that a policy does not
 * depend on which is installed.
 */
final class ReservedWords {
  private static final Set<String> WORDS =
      Set.of(
          """
          accept add ah all and arp at auth auto-merge bridge burst bytes cgroup cgroupv2 chain \
          chains comment comp continue cookie counter counters cpu create ct ctzone day dccp \
          delete describe destroy dev device devgroup dnat drop dst dup dynamic ecn elements \
          element eq esp ether exists expectation export fib flags flow flowtable flowtables \
          flush frag fwd ge geneve get goto gre gretap gt handle hash hbh hoplimit hour ibridge \
          ibrname icmp icmpv6 icmpx id iif iifgroup iifname iifkind iiftype import in inet insert \
          ip ip6 ipsec igmp iptables jump le level limit list log lt mangle-prefix map maps mark \
          masquerade meta meter meters missing monitor more-fragments nat-type ne netdev nexthdr \
          nfproto notrack numgen jhash symhash obrname obridge oif oifgroup oifname oifkind \
          oiftype or osf over performance memory persistent policy pkttype position priority \
          queue quota quotas random fully-random raw-payload redirect reject rename replace reset \
          return rt rt0 rt2 rt4 rule rules ruleset saddr daddr sctp secmark secmarks set sets \
          size skgid skuid snaplen snat socket sport dport srh string synproxy synproxys table \
          tables tcp th time timeout tproxy transparent type typeof udp udplite undefine until \
          unknown update used using vlan vmap vni vxlan wildcard xor xt lshift rshift mss wscale \
          helper helpers length protocol version offset offload interval constant expires states \
          state direction original reply status expiration label avgpkt zone prefix group \
          queue-threshold flow-label daemon hook hooks inner include define to with sum
          """
              .strip()
              .split("\\s+"));

  private ReservedWords() {}

  static boolean contains(String word) {
    return WORDS.contains(word);
  }
}
