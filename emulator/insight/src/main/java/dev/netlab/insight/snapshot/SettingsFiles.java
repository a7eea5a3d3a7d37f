package dev.netlab.insight.snapshot;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads {@link Settings} from /proc/sys, on a thread that is in the namespace. */
final class SettingsFiles {
  private static final List<String> ALONE =
      List.of(
          "net.ipv4.ip_default_ttl",
          "net.ipv4.icmp_echo_ignore_all",
          "net.ipv6.conf.all.forwarding");
  private static final List<String> EACH =
      List.of("forwarding", "rp_filter", "proxy_arp", "accept_local", "arp_ignore");

  private SettingsFiles() {}

  static Settings read(List<String> interfaces) {
    List<String> keys = new ArrayList<>(ALONE);
    List<String> names = new ArrayList<>(interfaces);
    names.add("all");
    for (String name : names) {
      EACH.forEach(s -> keys.add("net.ipv4.conf." + name.replace('.', '/') + "." + s));
    }
    Map<String, Integer> values = new HashMap<>();
    for (String key : keys) {
      try {
        values.put(key, Integer.parseInt(line(file(key)).strip()));
      } catch (IOException absent) {
        // The kernel lacks it, or the interface went away: its default holds.
      }
    }
    return new Settings(values);
  }

  /** At one go: of a setting that is read byte by byte the kernel gives the first byte only. */
  private static String line(Path file) throws IOException {
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      String line = reader.readLine();
      return line == null ? "0" : line;
    }
  }

  /** Dots part a sysctl's words, and a slash stands for a dot in them. */
  private static Path file(String key) {
    StringBuilder path = new StringBuilder("/proc/sys/");
    key.chars().forEach(c -> path.append(c == '.' ? '/' : c == '/' ? '.' : (char) c));
    return Path.of(path.toString());
  }
}
