package dev.netlab.emulator.trace.watch;

import dev.netlab.netlink.namespace.Namespace;
import dev.netlab.netlink.nft.Nft;
import dev.netlab.netlink.nft.OwnedRuleset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A private table in some namespaces that makes their kernels tell, by nftrace, which rules packets
 * meet, and which hooks they come to. It goes when this closes, or with the process.
 *
 * <p>A kernel tells tens of events a packet, so each namespace has but the first packets traced,
 * and some of a long flow; the rest meet the same rules, as they are of the same connections.
 */
public final class PacketTracing implements AutoCloseable {
  private static final String PREFIX = "netlab-trace-";

  /**
   * Of this process. Each start has a name of its own: a child that is just being started may hold
   * the socket that owns the table before, and so the table, for a moment longer.
   */
  private static final AtomicInteger STARTED = new AtomicInteger();

  /** The hooks of IP, in the order in which a packet can come to them. */
  public static final List<String> HOOKS =
      List.of("prerouting", "input", "forward", "output", "postrouting");

  /** A chain behind all others of the input hook: what comes to it, netfilter let through. */
  public static final String ACCEPTED = "accepted";

  /**
   * First in each hook, so that a packet is seen to come there whatever becomes of it: before
   * connection tracking, defragmentation and all chains of the lab, and only behind what keeps
   * bridged packets from coming twice (NF_IP_PRI_FIRST, ip_sabotage_in of br_netfilter). A last
   * chain of prerouting tells what translation made of a packet by then, one of input that it was
   * let through.
   */
  private static final String RULESET =
      """
      table inet TABLE {
        flags owner
        chain prerouting {
          type filter hook prerouting priority -2147483647
          limit rate 200/second burst 500 packets meta nftrace set 1
        }
        chain output {
          type filter hook output priority -2147483647
          limit rate 200/second burst 500 packets meta nftrace set 1
        }
        chain input { type filter hook input priority -2147483647; }
        chain forward { type filter hook forward priority -2147483647; }
        chain postrouting { type filter hook postrouting priority -2147483647; }
        chain translated { type filter hook prerouting priority 10000; }
        chain accepted { type filter hook input priority 10000; }
      }
      """;

  private final List<OwnedRuleset> tables = new ArrayList<>();

  private PacketTracing() {}

  /** Has packets traced from now on. */
  public static PacketTracing start(Collection<Namespace> namespaces) {
    PacketTracing tracing = new PacketTracing();
    String name = PREFIX + ProcessHandle.current().pid() + "-" + STARTED.incrementAndGet();
    String ruleset = RULESET.replace("TABLE", name);
    try {
      Nft nft = Nft.find();
      namespaces.forEach(namespace -> tracing.tables.add(nft.own(namespace, ruleset)));
      return tracing;
    } catch (RuntimeException e) {
      tracing.close();
      throw e;
    }
  }

  /** Whether a table is one that a trace made for itself. */
  public static boolean isPrivate(String table) {
    return table.startsWith(PREFIX);
  }

  @Override
  public void close() {
    tables.forEach(OwnedRuleset::close);
    tables.clear();
  }
}
