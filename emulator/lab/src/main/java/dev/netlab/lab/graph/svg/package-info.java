/**
 * Draws a lab's graph: where everything goes is found by the Eclipse Layout Kernel ({@link
 * dev.netlab.lab.graph.svg.Layout}), and what it looks like is said in {@link
 * dev.netlab.lab.graph.svg.Svg} and {@link dev.netlab.lab.graph.svg.Page}.
 */
@NullMarked
package dev.netlab.lab.graph.svg;

import org.jspecify.annotations.NullMarked;
