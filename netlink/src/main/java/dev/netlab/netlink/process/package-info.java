/** Processes by their numbers in {@code /proc}, which the kernel gives again to others. */
@NullMarked
package dev.netlab.netlink.process;

import org.jspecify.annotations.NullMarked;
