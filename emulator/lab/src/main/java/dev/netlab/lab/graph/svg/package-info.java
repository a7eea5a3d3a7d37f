/**
 * Draws a lab's graph. The Eclipse Layout Kernel computes the positions ({@link
 * dev.netlab.lab.graph.svg.Layout}); {@link dev.netlab.lab.graph.svg.Svg} and {@link
 * dev.netlab.lab.graph.svg.Page} define the appearance.
 */
@NullMarked
package dev.netlab.lab.graph.svg;

import org.jspecify.annotations.NullMarked;
