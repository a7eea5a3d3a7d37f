package dev.netlab.netlink.tracefs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Functions of the running kernel by code addresses, from {@code /proc/kallsyms}. The file has some
 * 200 000 lines, so it is read only when an address comes that was not asked for before; a packet
 * is dropped at few different places.
 */
final class KernelSymbols {
  private static final Path FILE = Path.of("/proc/kallsyms");
  private static final int DIGITS = 16;
  private static final int TYPE = DIGITS + 1;
  private static final int NAME = TYPE + 2;

  private final Map<Long, String> known = new HashMap<>();

  /**
   * Names of the functions that the addresses are in; an address is missing where the kernel hides
   * its symbols ({@code kernel.kptr_restrict}).
   */
  Map<Long, String> find(Set<Long> addresses) {
    long[] wanted =
        addresses.stream().filter(a -> !known.containsKey(a)).mapToLong(a -> a).toArray();
    if (wanted.length > 0) {
      String[] names = search(wanted);
      for (int i = 0; i < wanted.length; i++) {
        known.put(wanted[i], names[i].isEmpty() ? Long.toHexString(wanted[i]) : names[i]);
      }
    }
    return Map.copyOf(known);
  }

  /** Of each address the last function that begins at or before it; empty if none is known. */
  private static String[] search(long[] wanted) {
    byte[] file;
    try {
      file = Files.readAllBytes(FILE);
    } catch (IOException e) {
      file = new byte[0]; // without names the addresses stand for themselves
    }
    long[] start = new long[wanted.length];
    int[] line = new int[wanted.length];
    for (int at = 0; at < file.length; at = next(file, at)) {
      long address = address(file, at);
      if (address == 0 || !isFunction(file[at + TYPE])) {
        continue;
      }
      for (int i = 0; i < wanted.length; i++) {
        if (Long.compareUnsigned(address, wanted[i]) <= 0
            && Long.compareUnsigned(address, start[i]) > 0) {
          start[i] = address;
          line[i] = at;
        }
      }
    }
    String[] names = new String[wanted.length];
    for (int i = 0; i < wanted.length; i++) {
      names[i] = start[i] == 0 ? "" : name(file, line[i] + NAME);
    }
    return names;
  }

  /** A line is {@code ADDRESS TYPE NAME}, for a module's symbol a tab and {@code [MODULE]} more. */
  private static long address(byte[] file, int line) {
    long address = 0;
    for (int at = line; at < line + DIGITS; at++) {
      address = address << 4 | Character.digit(file[at], 16);
    }
    return address;
  }

  private static boolean isFunction(byte type) {
    int letter = type | 0x20;
    return letter == 't' || letter == 'w';
  }

  private static String name(byte[] file, int from) {
    int end = from;
    while (end < file.length && file[end] != '\t' && file[end] != '\n') {
      end++;
    }
    return new String(file, from, end - from, StandardCharsets.UTF_8);
  }

  private static int next(byte[] file, int line) {
    int end = line;
    while (end < file.length && file[end] != '\n') {
      end++;
    }
    return end + 1;
  }
}
