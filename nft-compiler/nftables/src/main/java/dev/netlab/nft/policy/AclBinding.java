package dev.netlab.nft.policy;

import dev.netlab.nft.PolicyException;
import dev.netlab.nft.value.InterfaceName;
import java.util.List;

/**
 * Where an ACL looks at packets. One ACL at many interfaces is a global table.
 *
 * @param acl its name
 * @param interfaces by their full names
 */
public record AclBinding(String acl, Direction direction, List<InterfaceName> interfaces) {
  /** Which packets of an interface. */
  public enum Direction {
    /** What it receives, before any translation of the destination and any route. */
    IN,
    /** What it will send, behind the route, before any translation of the source. */
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
