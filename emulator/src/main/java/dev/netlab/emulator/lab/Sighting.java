package dev.netlab.emulator.lab;

/** A packet at a place: {@code POINT in|out PACKET}. */
public record Sighting(Point point, String packet, Location at) {}
