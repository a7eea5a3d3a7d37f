package dev.netlab.nft.policy;

import dev.netlab.nft.PolicyException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Everything that is required of one node's packets. No two of its tables have the same name. */
public record NodePolicy(
    List<Table> tables,
    List<AclTable> acls,
    List<ServiceTable> services,
    List<NetworkPolicyTable> isolations) {
  public NodePolicy {
    tables = List.copyOf(tables);
    acls = List.copyOf(acls);
    services = List.copyOf(services);
    isolations = List.copyOf(isolations);
    Set<String> names = new HashSet<>();
    Stream.of(
            tables.stream().map(Table::name),
            acls.stream().map(AclTable::name),
            services.stream().map(ServiceTable::name),
            isolations.stream().map(NetworkPolicyTable::name))
        .flatMap(each -> each)
        .forEach(
            name -> {
              if (!names.add(name)) {
                throw new PolicyException("policy", "two tables are called '" + name + "'");
              }
            });
  }

  /** A policy that consists only of tables of rules. */
  public static NodePolicy of(List<Table> tables) {
    return new NodePolicy(tables, List.of(), List.of(), List.of());
  }

  /** Whether the policy requires nothing. */
  public boolean isEmpty() {
    return tables.isEmpty() && acls.isEmpty() && services.isEmpty() && isolations.isEmpty();
  }
}
