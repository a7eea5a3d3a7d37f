/**
 * Kubernetes objects as users write them for kubectl. {@link
 * dev.netlab.kubernetes.KubernetesReader} reads their files into fabric8's model. {@link
 * dev.netlab.kubernetes.NetworkPolicies} and {@link dev.netlab.kubernetes.KubernetesServices}
 * compute what they require of one node. Every error is reported as a {@link
 * dev.netlab.kubernetes.Finding} with file and line.
 */
@NullMarked
package dev.netlab.kubernetes;

import org.jspecify.annotations.NullMarked;
