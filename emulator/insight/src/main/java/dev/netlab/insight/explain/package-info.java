/**
 * The path of a packet, predicted from what the kernels have now, with nothing sent. Start at
 * {@link dev.netlab.insight.explain.Prediction}: it makes the packet, follows it, and follows its
 * answer.
 *
 * <p>{@code PathSimulation} is the walk: it asks the layer that has the packet for the next {@code
 * Step}, until the packet ends or is delivered. What decides about the next step is one value,
 * {@code PathState}: the {@code Position}, the packet, what was told of it until now, and what
 * nodes remember of it. The layers know nothing of each other: {@code IpForwarding} with {@code
 * NetfilterTraversal} (hooks, routes), {@code L2Forwarding} with {@code Neighbours} (bridges,
 * wires, ARP), {@code EncapForwarding} and {@code WireGuardForwarding} (into tunnels and out of
 * them), and {@code LocalDelivery}.
 */
@NullMarked
package dev.netlab.insight.explain;

import org.jspecify.annotations.NullMarked;
