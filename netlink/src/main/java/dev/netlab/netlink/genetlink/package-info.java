/**
 * Generic netlink: families found by name, and what is asked through theirs: the kernel's WireGuard
 * and the features of network devices.
 */
@NullMarked
package dev.netlab.netlink.genetlink;

import org.jspecify.annotations.NullMarked;
