/**
 * Draws a lab's graph: where everything goes is found by the Eclipse Layout Kernel ({@link
 * dev.netlab.emulator.graph.draw.Layout}), and what it looks like is said in {@link
 * dev.netlab.emulator.graph.draw.Svg} and {@link dev.netlab.emulator.graph.draw.Page}.
 */
@NullMarked
package dev.netlab.emulator.graph.draw;

import org.jspecify.annotations.NullMarked;
