/**
 * The model of a lab: immutable records, named as in the lab file. They contain what was read and
 * validated; nothing here reads a file or touches the kernel.
 */
@NullMarked
package dev.netlab.lab;

import org.jspecify.annotations.NullMarked;
