/** Rulesets for scripts/bench-policy. */
@NullMarked
package dev.netlab.kubernetes.bench;

import org.jspecify.annotations.NullMarked;
