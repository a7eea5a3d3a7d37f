/** The command line: arguments, exit codes, printing; no logic. One file per verb. */
@NullMarked
package dev.netlab.cli;

import org.jspecify.annotations.NullMarked;
