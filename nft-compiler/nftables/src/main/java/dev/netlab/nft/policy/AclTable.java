package dev.netlab.nft.policy;

import dev.netlab.nft.PolicyException;
import dev.netlab.nft.value.InterfaceName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * ACLs and the interfaces they are bound to, compiled to one nftables table with this name. An
 * interface without an ACL in a direction is not filtered in that direction.
 */
public record AclTable(String name, List<Acl> acls, List<AclBinding> bindings) {
  public AclTable {
    new Table(name, List.of()); // names follow the same grammar
    acls = List.copyOf(acls);
    bindings = List.copyOf(bindings);
    Set<String> names = new HashSet<>();
    for (Acl acl : acls) {
      if (!names.add(acl.name())) {
        throw new PolicyException("acl", "two ACLs are called '" + acl.name() + "'");
      }
    }
    Map<AclBinding.Direction, Set<InterfaceName>> bound = new HashMap<>();
    for (AclBinding binding : bindings) {
      if (!names.contains(binding.acl())) {
        throw new PolicyException("acl", Suggestion.unknown("ACL", names, binding.acl()));
      }
      for (InterfaceName each : binding.interfaces()) {
        if (!bound.computeIfAbsent(binding.direction(), _ -> new HashSet<>()).add(each)) {
          throw new PolicyException(
              "interfaces", "'" + each + "' has two ACLs in one direction; write one");
        }
      }
    }
  }
}
