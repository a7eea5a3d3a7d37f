package dev.netlab.nft.policy;

import dev.netlab.nft.PolicyException;
import dev.netlab.nft.value.InterfaceName;
import java.util.List;

/**
 * Where an ACL filters packets. One ACL bound to many interfaces acts as a global table.
 *
 * @param acl the name of the ACL
 * @param interfaces by their full names
 */
public record AclBinding(String acl, Direction direction, List<InterfaceName> interfaces) {
  /** Which of an interface's packets the ACL filters. */
  public enum Direction {
    /** Received packets, before destination translation and routing. */
    IN,
    /** Packets to be sent, after routing and before source translation. */
    OUT
  }

  public AclBinding {
    interfaces = List.copyOf(interfaces);
    for (InterfaceName name : interfaces) {
      if (name.text().endsWith("*")) {
        throw new PolicyException("interfaces", "'" + name + "': name each interface of an ACL");
      }
    }
  }
}
