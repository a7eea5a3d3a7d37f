/**
 * Netlink conversations: {@link dev.netlab.netlink.socket.NetlinkSocket} asks and is answered,
 * {@link dev.netlab.netlink.socket.NetlinkListener} hears what the kernel announces.
 */
@NullMarked
package dev.netlab.netlink.socket;

import org.jspecify.annotations.NullMarked;
