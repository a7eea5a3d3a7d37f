/**
 * WireGuard. Packages are in the order of the data: {@code crypto} and {@code ip} (values and
 * primitives) &lt;- {@code noise} (the handshake) &lt;- {@code protocol} (the interface as a state
 * machine: packets, datagrams and the time go in, actions come out) &lt;- {@code uapi} (the
 * configuration protocol as text) &lt;- {@code device} (TUN, sockets and the thread around it)
 * &lt;- {@code main} (the program). Only {@code device} and {@code main} touch the kernel.
 */
@NullMarked
package dev.netlab.wireguard;

import org.jspecify.annotations.NullMarked;
