package dev.netlab.emulator.lab;

/** A command in a node, run by {@code /bin/sh -c}. */
public record Run(String node, String command, Location at) {}
