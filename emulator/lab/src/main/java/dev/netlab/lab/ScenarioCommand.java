package dev.netlab.lab;

/** A command in a node or in a container of it, run by {@code /bin/sh -c}. */
public record ScenarioCommand(ExecTarget place, String command, Location at) {}
