package dev.netlab.lab;

/**
 * A value that the lab file writes in a language of its own, such as a route in iproute2's.
 *
 * @param value what it means, read once
 * @param words as the file has it: what is shown, and what a shell script says
 * @param at the place in the lab file
 */
public record Written<T>(T value, String words, Location at) {}
