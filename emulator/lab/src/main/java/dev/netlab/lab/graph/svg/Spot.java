package dev.netlab.lab.graph.svg;

/** A point of a picture, in CSS pixels from its left upper corner. */
public record Spot(double x, double y) {}
