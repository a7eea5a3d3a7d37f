package dev.netlab.nft.policy;

import dev.netlab.nft.PolicyException;
import java.util.List;

/**
 * An access control list. The first line that matches decides; traffic that no line matches is
 * denied.
 *
 * @param name letters, digits, {@code / _ - .}, at most 200
 */
public record Acl(String name, List<AclRule> rules) {
  public Acl {
    rules = List.copyOf(rules);
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9/_.-]{0,199}")) {
      throw new PolicyException(
          "acl", "'%s' cannot be an ACL's name: write letters, digits and / _ - .".formatted(name));
    }
  }
}
