/** What the kernel makes of rulesets that Kubernetes objects ask for. */
@NullMarked
package dev.netlab.kubernetes.kernel;

import org.jspecify.annotations.NullMarked;
