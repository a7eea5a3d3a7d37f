/**
 * One WireGuard interface as a state machine. No socket, no clock, no thread: the time is an
 * argument, what to do is a result.
 */
@NullMarked
package dev.netlab.wireguard.protocol;

import org.jspecify.annotations.NullMarked;
