/**
 * Checks whether this machine has what labs need: programs, privileges and kernel features. Start
 * at {@link Doctor}.
 */
@NullMarked
package dev.netlab.engine.doctor;

import org.jspecify.annotations.NullMarked;
