/**
 * What the kernels of a lab have now, read without changing or sending anything: links and who is
 * at their other ends, addresses, routes and rules, neighbours, forwarding databases, nftables
 * rules, tunnels, settings and sockets. Start at {@link dev.netlab.insight.snapshot.LabState}.
 */
@NullMarked
package dev.netlab.insight.snapshot;

import org.jspecify.annotations.NullMarked;
