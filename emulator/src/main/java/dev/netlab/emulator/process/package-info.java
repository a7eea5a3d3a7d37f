/** Processes: the running program started once more, in the background. */
@NullMarked
package dev.netlab.emulator.process;

import org.jspecify.annotations.NullMarked;
