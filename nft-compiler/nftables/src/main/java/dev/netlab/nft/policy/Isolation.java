package dev.netlab.nft.policy;

import java.util.List;

/**
 * One direction in which a pod is isolated: only permitted traffic passes.
 *
 * @param permissions any one of them is sufficient
 * @param policies the policies that isolate the pod; at least one
 */
public record Isolation(List<Permission> permissions, List<Origin> policies) {
  public Isolation {
    permissions = List.copyOf(permissions);
    policies = List.copyOf(policies);
  }
}
