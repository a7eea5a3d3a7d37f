package dev.netlab.lab;

import java.util.OptionalInt;

/**
 * An Ethernet segment: a bridge in a namespace of its own.
 *
 * @param mtu in bytes, of the bridge and of its ports; the kernel's own (1500) if empty
 */
public record Network(String name, OptionalInt mtu, Location at) {}
