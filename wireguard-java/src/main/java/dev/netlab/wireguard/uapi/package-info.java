/** The userspace configuration protocol, as text to values and back (wireguard.com/xplatform). */
@NullMarked
package dev.netlab.wireguard.uapi;

import org.jspecify.annotations.NullMarked;
