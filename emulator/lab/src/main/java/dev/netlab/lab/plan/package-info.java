/**
 * Plans a lab: turns it into ordered steps, and steps into shell commands. Pure: without side
 * effects.
 */
@NullMarked
package dev.netlab.lab.plan;

import org.jspecify.annotations.NullMarked;
