package dev.netlab.lab;

import java.util.Optional;

/**
 * Settings of a bridge port, named as in bridge(8). An empty setting keeps the kernel's default;
 * for multicast and broadcast it follows {@code flood}.
 */
public record BridgePort(
    Optional<Boolean> learning,
    Optional<Boolean> flood,
    Optional<Boolean> multicastFlood,
    Optional<Boolean> broadcastFlood,
    Optional<Boolean> hairpin,
    Optional<Boolean> isolated,
    Optional<Boolean> neighSuppress) {}
