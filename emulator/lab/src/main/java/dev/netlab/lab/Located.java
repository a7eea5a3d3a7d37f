package dev.netlab.lab;

/** A value and the place in the lab file where it is written. */
public record Located<T>(T value, Location at) {}
