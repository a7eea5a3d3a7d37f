/** Devices in network namespaces of their own, against implementations that others wrote. */
@NullMarked
package dev.netlab.wireguard.device;

import org.jspecify.annotations.NullMarked;
