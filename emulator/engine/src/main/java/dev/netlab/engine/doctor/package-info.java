/**
 * Checks what this machine has of what labs need: programs, rights, parts of the kernel. Begin at
 * {@link Doctor}.
 */
@NullMarked
package dev.netlab.engine.doctor;

import org.jspecify.annotations.NullMarked;
