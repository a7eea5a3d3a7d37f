/**
 * A WireGuard interface that runs: a TUN device, UDP sockets, the thread that moves packets, the
 * UAPI socket. Begin at {@link dev.netlab.wireguard.device.WireGuardDevice}, then {@link
 * dev.netlab.wireguard.device.PacketLoop}.
 */
@NullMarked
package dev.netlab.wireguard.device;

import org.jspecify.annotations.NullMarked;
