package dev.netlab.lab.graph;

/**
 * A veth pair, or a node's port in a network.
 *
 * @param from the interface whose entry in the lab file defines it
 */
public record Wire(End from, End to) {}
