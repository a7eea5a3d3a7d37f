package dev.netlab.netlink.snmp;

import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.netns.Namespace;
import dev.netlab.netlink.syscall.Const;
import dev.netlab.netlink.syscall.Errno;
import dev.netlab.netlink.syscall.Fd;
import dev.netlab.netlink.syscall.Memory;
import dev.netlab.netlink.syscall.Sys;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;
import java.util.TreeMap;

/**
 * The SNMP counters of one namespace at one moment (RFC 1213, RFC 4293 and the kernel's own; {@code
 * /proc/net/snmp}, {@code netstat} and {@code snmp6}).
 *
 * @param values by names as {@code nstat} spells them: {@code IpForwDatagrams}, {@code
 *     IpExtInNoRoutes}, {@code TcpExtListenDrops}, {@code Ip6InNoRoutes}
 */
public record Counters(Map<String, Long> values) {
  private static final List<String> FILES = List.of("snmp", "netstat", "snmp6");
  private static final int READ_BYTES = 32 << 10;

  public Counters {
    values = Map.copyOf(values);
  }

  /** Those of a namespace, now. */
  public static Counters of(Namespace namespace) {
    return of(List.of(namespace)).getFirst();
  }

  /** Those of many namespaces, in their order, by one thread that goes from one to the next. */
  public static List<Counters> of(List<Namespace> namespaces) {
    if (namespaces.isEmpty()) {
      return List.of();
    }
    return namespaces
        .getFirst()
        .call(
            () -> {
              ByteBuffer buffer = Memory.allocate(READ_BYTES);
              List<Counters> all = new ArrayList<>();
              for (Namespace each : namespaces) {
                each.enter();
                all.add(ofThread(buffer));
              }
              return List.copyOf(all);
            });
  }

  /** A counter's value; 0 where this kernel has none of that name. */
  public long value(String name) {
    return values.getOrDefault(name, 0L);
  }

  /** How much each counter grew since; those that did not are left out. */
  public Map<String, Long> since(Counters before) {
    Map<String, Long> grown = new TreeMap<>();
    values.forEach(
        (name, value) -> {
          long growth = value - before.value(name);
          if (growth > 0) {
            grown.put(name, growth);
          }
        });
    return Collections.unmodifiableMap(grown);
  }

  private static Counters ofThread(ByteBuffer buffer) {
    Map<String, Long> values = new HashMap<>();
    for (String file : FILES) {
      // Not /proc/net, which is the whole process's: the thread alone is in the namespace.
      read("/proc/thread-self/net/" + file, buffer.clear(), values);
    }
    return new Counters(values);
  }

  private static void read(String path, ByteBuffer buffer, Map<String, Long> values) {
    String what = "read " + path;
    try (Fd fd = Sys.open(what, path, Const.O_RDONLY)) {
      int count;
      while ((count = Sys.read(what, fd, buffer)) > 0) {
        buffer.position(buffer.position() + count);
      }
    } catch (KernelException e) {
      if (e.errno() == Errno.ENOENT) {
        // snmp6 of a kernel without IPv6
        return;
      }
      throw e;
    }
    parse(StandardCharsets.US_ASCII.decode(buffer.flip()).toString(), values);
  }

  /**
   * Lines come in pairs, {@code Ip: NAME...} and {@code Ip: NUMBER...}, or are {@code NAME NUMBER}.
   */
  static void parse(String text, Map<String, Long> values) {
    StringTokenizer lines = new StringTokenizer(text, "\n");
    while (lines.hasMoreTokens()) {
      StringTokenizer words = new StringTokenizer(lines.nextToken());
      String first = words.nextToken();
      if (!first.endsWith(":")) {
        values.put(first, Long.parseLong(words.nextToken()));
        continue;
      }
      String prefix = first.substring(0, first.length() - 1);
      StringTokenizer numbers = new StringTokenizer(lines.nextToken());
      numbers.nextToken();
      while (words.hasMoreTokens() && numbers.hasMoreTokens()) {
        values.put(prefix + words.nextToken(), Long.parseLong(numbers.nextToken()));
      }
    }
  }
}
