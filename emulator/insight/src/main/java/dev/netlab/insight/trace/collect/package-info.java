/**
 * What is watched while a command runs: frames, netfilter's events, the kernel's drops and what
 * userspace devices do. Start at {@link dev.netlab.insight.trace.collect.Watch}.
 */
@NullMarked
package dev.netlab.insight.trace.collect;

import org.jspecify.annotations.NullMarked;
