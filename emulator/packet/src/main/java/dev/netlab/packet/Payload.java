package dev.netlab.packet;

/** Bytes behind the last header that the decoder knows. */
public record Payload(int offset, int length) implements Layer {}
