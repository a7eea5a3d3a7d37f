/**
 * Facts: runs a scenario's commands while the lab is recorded, and holds what was really seen, and
 * what the kernels have, against what the lab file promises. Start at {@link
 * dev.netlab.insight.facts.LabCheck}.
 */
@NullMarked
package dev.netlab.insight.facts;

import org.jspecify.annotations.NullMarked;
