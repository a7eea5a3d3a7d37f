package dev.netlab.lab.graph;

/**
 * A veth pair, or a node's port of a network.
 *
 * @param from the interface whose line of the lab file says so
 */
public record Wire(End from, End to) {}
