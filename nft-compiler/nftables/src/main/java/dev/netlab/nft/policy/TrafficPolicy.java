package dev.netlab.nft.policy;

/**
 * The endpoints that a service's traffic may go to (Kubernetes' internal/externalTrafficPolicy).
 */
public enum TrafficPolicy {
  /** All endpoints. */
  CLUSTER,
  /** The endpoints on the node that received the traffic; without any, the traffic is dropped. */
  LOCAL
}
