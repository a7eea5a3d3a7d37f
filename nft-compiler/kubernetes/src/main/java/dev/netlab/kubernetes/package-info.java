/**
 * Kubernetes objects as people write them for kubectl: {@link
 * dev.netlab.kubernetes.KubernetesReader} reads their files into fabric8's model, {@link
 * dev.netlab.kubernetes.NetworkPolicies} and {@link dev.netlab.kubernetes.KubernetesServices} say
 * what they ask of one node. Everything that is wrong is told as a {@link
 * dev.netlab.kubernetes.Finding}, with file and line.
 */
@NullMarked
package dev.netlab.kubernetes;

import org.jspecify.annotations.NullMarked;
