package dev.netlab.lab;

/**
 * A TCP port of a node that takes connections while a scenario is run and checked.
 *
 * @param port 1 to 65535
 */
public record Listener(String node, int port, Location at) {}
