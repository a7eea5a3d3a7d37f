package dev.netlab.nft.policy;

import dev.netlab.nft.PolicyException;

/**
 * One line of an ACL.
 *
 * @param match without interfaces, which the ACL's binding names
 */
public record AclRule(Decision decision, Match match, Origin origin) {
  /** What happens to the packets of a line. */
  public enum Decision {
    /** It passes; what answers it is looked at again. */
    PERMIT,
    /** It passes, and its connection is remembered: what answers it passes every ACL. */
    REFLECT,
    /** It vanishes. */
    DENY
  }

  public AclRule {
    if (!match.in().isAny() || !match.out().isAny()) {
      throw new PolicyException(
          match.in().isAny() ? "out" : "in", "is said where the ACL is bound to an interface");
    }
  }
}
