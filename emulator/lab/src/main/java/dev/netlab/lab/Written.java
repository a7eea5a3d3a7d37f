package dev.netlab.lab;

/**
 * A value that the lab file contains in a foreign syntax, such as a route in the syntax of
 * iproute2.
 *
 * @param value the parsed value
 * @param words the text in the file, for messages and shell scripts
 * @param at the place in the lab file
 */
public record Written<T>(T value, String words, Location at) {}
