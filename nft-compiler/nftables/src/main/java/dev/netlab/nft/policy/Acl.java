package dev.netlab.nft.policy;

import dev.netlab.nft.PolicyException;
import java.util.List;

/**
 * What may pass, in order: the first line that matches decides. What no line names is denied.
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
