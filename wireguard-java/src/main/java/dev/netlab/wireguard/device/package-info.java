/**
 * The interface in the world: a TUN device, UDP sockets, the thread that moves packets, the UAPI
 * socket.
 */
@NullMarked
package dev.netlab.wireguard.device;

import org.jspecify.annotations.NullMarked;
