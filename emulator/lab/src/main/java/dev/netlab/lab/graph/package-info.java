/**
 * A lab as boxes and lines, and the texts that other programs draw it from. Start at {@link
 * dev.netlab.lab.graph.LabGraph}; {@code graph.draw} has netlab's own drawing.
 */
@NullMarked
package dev.netlab.lab.graph;

import org.jspecify.annotations.NullMarked;
