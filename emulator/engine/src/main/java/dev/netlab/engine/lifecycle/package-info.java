/**
 * Executes a plan and undoes it. Everything that a lab has outside its own namespaces (their names
 * under /run/netns, the agent, the state directory) is written to the journal before it is created,
 * so that {@code down} finds all of it and nothing else, whatever dies.
 */
@NullMarked
package dev.netlab.engine.lifecycle;

import org.jspecify.annotations.NullMarked;
