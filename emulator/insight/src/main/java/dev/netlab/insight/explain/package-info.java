/**
 * The path of a packet, predicted from what the kernels have now, with nothing sent. Start at
 * {@link dev.netlab.insight.explain.Prediction}: a {@code Walker} takes the packet through a node's
 * rules and routes, {@code Segment} over bridges and cables, {@code TunnelMouth} into tunnels and
 * out of them.
 */
@NullMarked
package dev.netlab.insight.explain;

import org.jspecify.annotations.NullMarked;
