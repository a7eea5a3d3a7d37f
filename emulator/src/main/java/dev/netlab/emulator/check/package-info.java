/**
 * Facts: runs a scenario's commands while the lab is recorded, and holds what was really seen, and
 * what the kernels have, against what the lab file promises. Start at {@link
 * dev.netlab.emulator.check.LabCheck}.
 */
@NullMarked
package dev.netlab.emulator.check;

import org.jspecify.annotations.NullMarked;
