/**
 * Netlink sockets: {@link dev.netlab.netlink.socket.NetlinkSocket} sends requests and reads the
 * answers, {@link dev.netlab.netlink.socket.NetlinkListener} receives what the kernel announces.
 */
@NullMarked
package dev.netlab.netlink.socket;

import org.jspecify.annotations.NullMarked;
