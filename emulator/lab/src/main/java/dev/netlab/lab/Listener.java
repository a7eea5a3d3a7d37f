package dev.netlab.lab;

/** A TCP port of a node that accepts connections while a scenario is run and checked. */
public record Listener(String node, int port, Location at) {}
