/** Kubernetes objects and what becomes of them. */
@NullMarked
package dev.netlab.nft.kubernetes;

import org.jspecify.annotations.NullMarked;
