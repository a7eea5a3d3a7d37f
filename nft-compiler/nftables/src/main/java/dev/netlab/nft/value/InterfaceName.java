package dev.netlab.nft.value;

import dev.netlab.nft.PolicyException;

/**
 * The name of a network interface as rules match it. A trailing {@code *} matches any suffix.
 *
 * @param text at most 15 characters (IFNAMSIZ of linux/if.h without its NUL), no space, no slash
 */
public record InterfaceName(String text) implements Comparable<InterfaceName> {
  public InterfaceName {
    String name = text.endsWith("*") ? text.substring(0, text.length() - 1) : text;
    if (name.isEmpty()) {
      throw new PolicyException("'" + text + "' matches every interface; leave the field out");
    }
    if (name.length() > 15) {
      throw new PolicyException(
          "interface name '%s' has %d characters, the kernel allows 15"
              .formatted(name, name.length()));
    }
    if (name.equals(".")
        || name.equals("..")
        || !name.matches("[\\x21-\\x7e]+")
        || name.matches(".*[/:\"*\\\\].*")) {
      throw new PolicyException("'" + text + "' cannot be an interface's name");
    }
  }

  public boolean matches(String name) {
    return text.endsWith("*")
        ? name.startsWith(text.substring(0, text.length() - 1))
        : name.equals(text);
  }

  @Override
  public int compareTo(InterfaceName other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
