package dev.netlab.packet;

/**
 * Bytes that contradict the header before them.
 *
 * @param reason what is wrong, in words that fit into a sentence
 */
public record Malformed(int offset, int length, String reason) implements Layer {}
