/**
 * What makes a lab real: the lab turned into ordered steps, and steps into shell commands. Pure.
 */
@NullMarked
package dev.netlab.lab.plan;

import org.jspecify.annotations.NullMarked;
