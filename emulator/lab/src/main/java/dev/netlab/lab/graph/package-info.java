/**
 * Represents a lab as boxes and lines, and as text from which other programs draw it. Start at
 * {@link dev.netlab.lab.graph.LabGraph}; {@code graph.svg} contains netlab's own renderer.
 */
@NullMarked
package dev.netlab.lab.graph;

import org.jspecify.annotations.NullMarked;
