/**
 * Kubernetes objects as people write them for kubectl: {@link
 * dev.netlab.nft.kubernetes.KubernetesReader} reads their files into fabric8's model, {@link
 * dev.netlab.nft.kubernetes.NetworkPolicies} and {@link
 * dev.netlab.nft.kubernetes.KubernetesServices} say what they ask of one node. Everything that is
 * wrong is told as a {@link dev.netlab.nft.kubernetes.Finding}, with file and line.
 */
@NullMarked
package dev.netlab.nft.kubernetes;

import org.jspecify.annotations.NullMarked;
