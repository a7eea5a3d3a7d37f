package dev.netlab.lab.yaml;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** The rules for names. Each check returns what is wrong and what to do, or empty. */
final class Names {
  /**
   * A hostname (RFC 1123) that may contain underscores; at most 63 characters, so that LAB.NODE
   * stays far below 255.
   */
  private static final Pattern NODE =
      Pattern.compile("(?=.{1,63}$)[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");

  private static final Pattern NOT_IN_INTERFACE =
      Pattern.compile("[^!-~]|[/:%\"\\\\$*;`'&|<>(){}]");

  /** IFNAMSIZ (linux/if.h) minus the terminating zero. */
  private static final int INTERFACE_LENGTH = 15;

  private Names() {}

  static Optional<String> wrongWithNode(String name) {
    return NODE.matcher(name).matches() && !name.startsWith("-")
        ? Optional.empty()
        : Optional.of(
            "'%s' cannot be a name; write up to 63 letters, digits, - _ and . between them"
                .formatted(name));
  }

  /**
   * Checks {@code dev_valid_name} of the kernel's net/core/dev.c, and rejects what nft or the shell
   * would misread.
   */
  static Optional<String> wrongWithInterface(String name) {
    int length = name.getBytes(StandardCharsets.UTF_8).length;
    if (length > INTERFACE_LENGTH) {
      return Optional.of(
          "interface name '%s' has %d %s, the kernel allows %d; use alias: for this name, and a short name here"
              .formatted(
                  name,
                  length,
                  length == name.length() ? "characters" : "bytes",
                  INTERFACE_LENGTH));
    }
    if (name.isEmpty() || name.equals(".") || name.equals("..") || name.startsWith("-")) {
      return Optional.of("'%s' cannot be an interface name; write one like eth0".formatted(name));
    }
    if (name.equals("all") || name.equals("default")) {
      return Optional.of(
          "'%s' cannot be an interface name: the kernel has settings for all interfaces under it; write one like eth0"
              .formatted(name));
    }
    if (name.equals("lo")) {
      return Optional.of("every node has lo already; remove it, or use dummy: under another name");
    }
    return NOT_IN_INTERFACE
        .matcher(name)
        .results()
        .findFirst()
        .map(
            match ->
                "interface name '%s' may not have '%s' in it; use alias: for this name, and another name here"
                    .formatted(name, match.group()));
  }
}
