/**
 * Captures by packet sockets (packet(7)): start at {@link dev.netlab.netlink.afpacket.PacketRing}.
 */
@NullMarked
package dev.netlab.netlink.afpacket;

import org.jspecify.annotations.NullMarked;
