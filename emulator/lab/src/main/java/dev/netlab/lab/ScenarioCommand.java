package dev.netlab.lab;

/** A command in a node or in one of its containers, run by {@code /bin/sh -c}. */
public record ScenarioCommand(ExecTarget place, String command, Location at) {}
