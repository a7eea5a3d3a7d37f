/**
 * One WireGuard interface as a state machine, without sockets, clocks or threads: the time is an
 * argument, and what to do is a result. Begin at {@link dev.netlab.wireguard.protocol.WireGuard}.
 */
@NullMarked
package dev.netlab.wireguard.protocol;

import org.jspecify.annotations.NullMarked;
