/**
 * What the kernels of a lab have now, read without changing or sending anything: links and who is
 * at their other ends, addresses, routes and rules, neighbours, forwarding databases, nftables
 * rules, tunnels, settings and sockets. Start at {@link dev.netlab.emulator.state.LabState}.
 */
@NullMarked
package dev.netlab.emulator.state;

import org.jspecify.annotations.NullMarked;
