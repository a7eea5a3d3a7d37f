/**
 * The running program as a process: starting the same Java for another class ({@link JvmCommand}),
 * and ending the program or a command cleanly ({@link GracefulExit}, {@link ProcessEnd}).
 */
@NullMarked
package dev.netlab.engine.jvm;

import org.jspecify.annotations.NullMarked;
