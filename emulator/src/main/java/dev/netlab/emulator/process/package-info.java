/** Processes: the running program started once more in the background, and how it ends. */
@NullMarked
package dev.netlab.emulator.process;

import org.jspecify.annotations.NullMarked;
