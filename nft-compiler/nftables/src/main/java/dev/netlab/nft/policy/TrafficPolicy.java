package dev.netlab.nft.policy;

/** Which endpoints a service's traffic may go to (Kubernetes' internal/externalTrafficPolicy). */
public enum TrafficPolicy {
  /** All of them. */
  CLUSTER,
  /** Those on the node that the traffic came to; without one it is dropped. */
  LOCAL
}
