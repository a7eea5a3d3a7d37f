/** Processes: the running program started once more in the background, and how it ends. */
@NullMarked
package dev.netlab.engine.jvm;

import org.jspecify.annotations.NullMarked;
