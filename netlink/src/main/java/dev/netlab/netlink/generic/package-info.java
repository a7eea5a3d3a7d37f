/**
 * Generic netlink: families found by name, and the kernel's WireGuard configured through its own.
 */
@NullMarked
package dev.netlab.netlink.generic;

import org.jspecify.annotations.NullMarked;
