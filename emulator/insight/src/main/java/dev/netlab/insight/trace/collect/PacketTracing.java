package dev.netlab.insight.trace.collect;

import dev.netlab.netlink.netfilter.TableOwner;
import dev.netlab.netlink.netfilter.TableOwner.Chain;
import dev.netlab.netlink.netfilter.TableOwner.Hook;
import dev.netlab.netlink.netfilter.TableOwner.Traced;
import dev.netlab.netlink.netns.Namespace;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Has the kernels of some namespaces report, by nftrace, which rules packets meet and which hooks
 * they come to. A private table in each does that; the kernel removes it when the process ends.
 *
 * <p>A kernel reports dozens of events for each packet, so in each namespace only the first packets
 * are traced, and some of a long flow; the rest belong to the same connections and meet the same
 * rules.
 */
public final class PacketTracing implements AutoCloseable {
  /**
   * Files that are open of each node while it is traced and recorded: its namespace, its ring and
   * what wakes that, and the sockets that own its netfilter table and ask for its queues.
   */
  public static final int FILES_EACH = 5;

  private static final String PREFIX = "netlab-trace-";

  /** Of this process: more than one can trace the same namespace. */
  private static final AtomicInteger MADE = new AtomicInteger();

  /** The hooks of IP, in the order in which a packet can come to them. */
  public static final List<String> HOOKS =
      List.of("prerouting", "input", "forward", "output", "postrouting");

  /** A chain behind all others of the input hook: what comes to it, netfilter let through. */
  public static final String ACCEPTED = "accepted";

  /** NF_IP_PRI_FIRST, {@code ip_sabotage_in} of br_netfilter. */
  private static final int BEHIND_WHAT_BRIDGED_PACKETS_MEET_TWICE = Integer.MIN_VALUE + 1;

  private static final int LAST = 10_000;

  /**
   * First in each hook, so that a packet is seen to come there whatever becomes of it: before
   * connection tracking, defragmentation and all chains of the lab, and only behind what keeps
   * bridged packets from coming twice. A last chain of prerouting shows what translation made of a
   * packet by then, one of input that it was let through.
   */
  private static final List<Chain> CHAINS =
      List.of(
          first("prerouting", Hook.PREROUTING, Optional.of(new Traced(200, 500))),
          first("output", Hook.OUTPUT, Optional.of(new Traced(200, 500))),
          first("input", Hook.INPUT, Optional.empty()),
          first("forward", Hook.FORWARD, Optional.empty()),
          first("postrouting", Hook.POSTROUTING, Optional.empty()),
          new Chain("translated", Hook.PREROUTING, LAST, Optional.empty()),
          new Chain(ACCEPTED, Hook.INPUT, LAST, Optional.empty()));

  private static Chain first(String name, Hook hook, Optional<Traced> traced) {
    return new Chain(name, hook, BEHIND_WHAT_BRIDGED_PACKETS_MEET_TWICE, traced);
  }

  private final String table =
      PREFIX + ProcessHandle.current().pid() + "-" + MADE.incrementAndGet();

  /** Those that had packets traced once: opening and closing a socket takes milliseconds. */
  private final Map<Namespace, TableOwner> owners = new HashMap<>();

  private final List<TableOwner> tracing = new ArrayList<>();

  /** Until it is closed, packets are traced. */
  public interface Started extends AutoCloseable {
    @Override
    void close();
  }

  /** Has packets traced from now on, in these namespaces, which stay the caller's. */
  public Started start(Collection<Namespace> namespaces) {
    try {
      for (Namespace namespace : namespaces) {
        TableOwner owner = owners.computeIfAbsent(namespace, TableOwner::open);
        owner.create(table, CHAINS);
        tracing.add(owner);
      }
      return this::stop;
    } catch (RuntimeException | Error e) {
      try (Started _ = this::stop) {
        throw e;
      }
    }
  }

  private void stop() {
    tracing.forEach(owner -> owner.delete(table));
    tracing.clear();
  }

  /** Whether a table is one that a trace made for itself. */
  public static boolean isPrivate(String table) {
    return table.startsWith(PREFIX);
  }

  /** Ends whatever was started. */
  @Override
  public void close() {
    try (Started _ = () -> owners.values().forEach(TableOwner::close)) {
      stop();
    }
  }
}
