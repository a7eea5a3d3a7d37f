package dev.netlab.lab;

import java.util.Optional;

/**
 * Settings of a bridge port, as bridge(8) names them; empty leaves the kernel's default, and for
 * multicast and broadcast what {@code flood} says.
 */
public record BridgePort(
    Optional<Boolean> learning,
    Optional<Boolean> flood,
    Optional<Boolean> multicastFlood,
    Optional<Boolean> broadcastFlood,
    Optional<Boolean> hairpin,
    Optional<Boolean> isolated,
    Optional<Boolean> neighSuppress) {}
