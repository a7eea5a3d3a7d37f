package dev.netlab.nft.policy;

import dev.netlab.nft.PolicyException;

/**
 * One line of an ACL.
 *
 * @param match without interfaces, which the ACL's binding names
 */
public record AclRule(Decision decision, Match match, Origin origin) {
  /** What happens to the packets that a line matches. */
  public enum Decision {
    /** The packet passes; replies are filtered again. */
    PERMIT,
    /** The packet passes and its connection is remembered; replies pass every ACL. */
    REFLECT,
    /** The packet is dropped. */
    DENY
  }

  public AclRule {
    if (!match.in().isAny() || !match.out().isAny()) {
      throw new PolicyException(
          match.in().isAny() ? "out" : "in", "is said where the ACL is bound to an interface");
    }
  }
}
