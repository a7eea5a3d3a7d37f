/** Kubernetes objects and what becomes of them. */
@NullMarked
package dev.netlab.kubernetes;

import org.jspecify.annotations.NullMarked;
