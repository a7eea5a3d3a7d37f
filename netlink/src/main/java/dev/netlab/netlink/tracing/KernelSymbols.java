package dev.netlab.netlink.tracing;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * Functions of the running kernel by code addresses, from {@code /proc/kallsyms}. The file has some
 * 200 000 lines, so it is read only when an address comes that was not asked for before; a packet
 * is dropped at few different places.
 */
final class KernelSymbols {
  private static final Path FILE = Path.of("/proc/kallsyms");
  private static final int BUFFER = 1 << 20;
  private static final int LINE = 1024;

  private final Map<Long, String> known = new HashMap<>();

  /**
   * Names of the functions that the addresses are in; an address is missing where the kernel hides
   * its symbols ({@code kernel.kptr_restrict}).
   */
  Map<Long, String> find(Set<Long> addresses) {
    NavigableMap<Long, Nearest> wanted = new TreeMap<>(Long::compareUnsigned);
    for (Long address : addresses) {
      if (!known.containsKey(address)) {
        wanted.put(address, new Nearest());
      }
    }
    if (!wanted.isEmpty()) {
      search(wanted);
      wanted.forEach((address, nearest) -> known.put(address, nearest.name(address)));
    }
    return Map.copyOf(known);
  }

  /** The last function that begins at or before an address. */
  private static final class Nearest {
    private long start;
    private String name = "";

    void offer(long address, String symbol) {
      if (Long.compareUnsigned(address, start) > 0) {
        start = address;
        name = symbol;
      }
    }

    String name(long address) {
      return name.isEmpty() ? Long.toHexString(address) : name;
    }
  }

  private static void search(NavigableMap<Long, Nearest> wanted) {
    byte[] line = new byte[LINE];
    try (InputStream in = new BufferedInputStream(Files.newInputStream(FILE), BUFFER)) {
      int length = 0;
      for (int next = in.read(); next >= 0; next = in.read()) {
        if (next != '\n') {
          line[Math.min(length++, LINE - 1)] = (byte) next;
          continue;
        }
        consider(line, Math.min(length, LINE), wanted);
        length = 0;
      }
    } catch (IOException e) {
      // Without names the addresses stand for themselves.
      return;
    }
  }

  /** A line is {@code ADDRESS TYPE NAME}, for a module's symbol a tab and {@code [MODULE]} more. */
  private static void consider(byte[] line, int length, NavigableMap<Long, Nearest> wanted) {
    long address = 0;
    int at = 0;
    for (; at < length && line[at] != ' '; at++) {
      address = (address << 4) | Character.digit(line[at], 16);
    }
    int type = at + 1 < length ? line[at + 1] | 0x20 : 0;
    if (address == 0 || (type != 't' && type != 'w')) {
      return;
    }
    Map.Entry<Long, Nearest> first = wanted.ceilingEntry(address);
    if (first == null) {
      return;
    }
    int start = at + 3;
    int end = start;
    while (end < length && line[end] != '\t') {
      end++;
    }
    String name = new String(line, start, end - start, StandardCharsets.UTF_8);
    long symbol = address;
    wanted.tailMap(address, true).values().forEach(nearest -> nearest.offer(symbol, name));
  }
}
