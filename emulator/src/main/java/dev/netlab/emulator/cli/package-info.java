/** The command line: arguments, exit codes, printing; no logic. One verb a file. */
@NullMarked
package dev.netlab.emulator.cli;

import org.jspecify.annotations.NullMarked;
