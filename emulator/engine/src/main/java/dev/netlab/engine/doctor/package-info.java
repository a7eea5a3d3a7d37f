/** What this machine has of what labs need: programs, rights, parts of the kernel. */
@NullMarked
package dev.netlab.engine.doctor;

import org.jspecify.annotations.NullMarked;
