package dev.netlab.emulator.graph.draw;

/** A point of a picture, in CSS pixels from its left upper corner. */
public record Spot(double x, double y) {}
