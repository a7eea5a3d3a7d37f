/**
 * UDP in batches, with what {@code DatagramChannel} lacks: segmentation offload, the local address
 * and the TOS of each datagram. Start at {@link dev.netlab.netlink.udp.UdpSocket}.
 */
@NullMarked
package dev.netlab.netlink.udp;

import org.jspecify.annotations.NullMarked;
