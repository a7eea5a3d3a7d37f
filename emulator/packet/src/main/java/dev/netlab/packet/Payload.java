package dev.netlab.packet;

/** The bytes after the last header that the decoder knows. */
public record Payload(int offset, int length) implements Layer {}
