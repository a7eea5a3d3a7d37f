package dev.netlab.lab.plan;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * Names the bridge ports of one network: {@code NODE.INTERFACE} if it fits into the kernel's 15
 * bytes, otherwise as much of it as fits plus a hash. The full name is the port's alias.
 */
final class PortNames {
  private static final int LONGEST = 15;

  private final Map<String, String> given = new HashMap<>();

  String port(String node, String device) {
    String whole = node + "." + device;
    String name = whole.length() <= LONGEST ? whole : shortened(whole, whole);
    while (given.putIfAbsent(name, whole) != null) {
      name = shortened(whole, name);
    }
    return name;
  }

  private static String shortened(String whole, String hashed) {
    CRC32 hash = new CRC32();
    hash.update(hashed.getBytes(StandardCharsets.UTF_8));
    return whole.substring(0, Math.min(whole.length(), LONGEST - 6))
        + "~%05x".formatted(hash.getValue() & 0xfffff);
  }
}
