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
 * meet and which hooks they come to. It goes when this closes, or with the process.
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

  /**
   * Traced before connection tracking and every translation (NF_IP_PRI_RAW is -300); chains behind
   * all others tell that a packet came so far, and what translation made of it by then.
   */
  private static final String RULESET =
      """
      table inet TABLE {
        flags owner
        chain prerouting {
          type filter hook prerouting priority -400
          limit rate 200/second burst 500 packets meta nftrace set 1
        }
        chain output {
          type filter hook output priority -400
          limit rate 200/second burst 500 packets meta nftrace set 1
        }
        chain translated { type filter hook prerouting priority 10000; }
        chain input { type filter hook input priority 10000; }
        chain forward { type filter hook forward priority 10000; }
        chain postrouting { type filter hook postrouting priority 10000; }
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
