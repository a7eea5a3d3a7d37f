package dev.netlab.lab;

import java.util.OptionalInt;

/**
 * An Ethernet segment: a bridge in a separate namespace.
 *
 * @param mtu of the bridge and its ports, in bytes; if empty, the kernel's default (1500)
 */
public record Network(String name, OptionalInt mtu, Location at) {}
