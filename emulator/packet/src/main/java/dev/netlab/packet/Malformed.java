package dev.netlab.packet;

/**
 * Bytes that are not what the header before them promises.
 *
 * @param reason what is wrong, as a sentence would say it
 */
public record Malformed(int offset, int length, String reason) implements Layer {}
