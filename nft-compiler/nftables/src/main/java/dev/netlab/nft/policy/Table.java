package dev.netlab.nft.policy;

import dev.netlab.nft.PolicyException;
import java.util.List;

/**
 * A policy: ordered rules, compiled to one nftables table with this name.
 *
 * @param name in nft's unquoted form: a letter, then letters, digits, {@code / _ - .}, at most 255;
 *     not a keyword of nft's grammar
 */
public record Table(String name, List<Rule> rules) {
  public Table {
    rules = List.copyOf(rules);
    if (!name.matches("[A-Za-z][A-Za-z0-9/_.-]*")) {
      throw new PolicyException(
          "policy",
          "'%s' cannot be a table's name: write letters, digits and / _ - . after a letter"
              .formatted(name));
    }
    if (name.length() > 255) {
      throw new PolicyException(
          "policy", "a table's name has at most 255 characters, not " + name.length());
    }
    if (ReservedWords.contains(name)) {
      throw new PolicyException(
          "policy",
          "'%s' is a word of nft's own grammar and cannot be a table's name; write %s-rules"
              .formatted(name, name));
    }
  }
}
