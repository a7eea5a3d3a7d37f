/**
 * Generic netlink: families found by name, and two of them: the kernel's WireGuard ({@link
 * dev.netlab.netlink.genetlink.WireGuardDevice}) and the features of network devices ({@link
 * dev.netlab.netlink.genetlink.DeviceFeatures}).
 */
@NullMarked
package dev.netlab.netlink.genetlink;

import org.jspecify.annotations.NullMarked;
