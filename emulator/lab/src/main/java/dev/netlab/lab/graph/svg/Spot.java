package dev.netlab.lab.graph.svg;

/** A point in a picture, in CSS pixels from the picture's upper left corner. */
public record Spot(double x, double y) {}
