/**
 * Makes a plan real and undoes it. What exists of a lab outside its own namespaces (their names
 * under /run/netns, the agent, the state directory) is written to the journal ahead of being made,
 * so that whatever dies, {@code down} finds all of it and nothing else.
 */
@NullMarked
package dev.netlab.engine.lifecycle;

import org.jspecify.annotations.NullMarked;
