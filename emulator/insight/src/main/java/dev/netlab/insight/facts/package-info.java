/**
 * Facts: runs a scenario's commands while the lab is recorded, and compares what was seen, and what
 * the kernels have, with what the lab file claims. Start at {@link
 * dev.netlab.insight.facts.LabCheck}.
 */
@NullMarked
package dev.netlab.insight.facts;

import org.jspecify.annotations.NullMarked;
