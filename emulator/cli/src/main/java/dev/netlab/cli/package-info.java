/** The command line: arguments, exit codes, printing; no logic. One verb a file. */
@NullMarked
package dev.netlab.cli;

import org.jspecify.annotations.NullMarked;
