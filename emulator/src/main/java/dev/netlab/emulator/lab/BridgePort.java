package dev.netlab.emulator.lab;

import java.util.Optional;

/** Settings of a bridge port, as bridge(8) names them; empty leaves the kernel's default. */
public record BridgePort(
    Optional<Boolean> learning,
    Optional<Boolean> flood,
    Optional<Boolean> hairpin,
    Optional<Boolean> isolated,
    Optional<Boolean> neighSuppress) {}
