/**
 * What is watched while a command runs: frames, netfilter's events, the kernel's drops and what
 * userspace devices do. Start at {@link dev.netlab.emulator.trace.watch.Watch}.
 */
@NullMarked
package dev.netlab.emulator.trace.watch;

import org.jspecify.annotations.NullMarked;
