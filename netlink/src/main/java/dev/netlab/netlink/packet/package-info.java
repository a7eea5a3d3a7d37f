/**
 * Captures by packet sockets (packet(7)): start at {@link dev.netlab.netlink.packet.PacketRing}.
 */
@NullMarked
package dev.netlab.netlink.packet;

import org.jspecify.annotations.NullMarked;
