package dev.netlab.nft.policy;

import java.util.List;

/**
 * One direction of a pod in which only what is permitted passes.
 *
 * @param permissions each by itself is enough
 * @param policies what isolates the pod; at least one
 */
public record Isolation(List<Permission> permissions, List<Origin> policies) {
  public Isolation {
    permissions = List.copyOf(permissions);
    policies = List.copyOf(policies);
  }
}
