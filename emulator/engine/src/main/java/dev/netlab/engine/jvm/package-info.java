/**
 * The running program as a process: starting this Java again for another class ({@link
 * JvmCommand}), and ending it or a command cleanly ({@link GracefulExit}, {@link ProcessEnd}).
 */
@NullMarked
package dev.netlab.engine.jvm;

import org.jspecify.annotations.NullMarked;
