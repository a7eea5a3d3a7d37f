/**
 * What a lab is: immutable records, named as the lab file names things. They hold what was read and
 * found possible; nothing here reads a file or touches the kernel.
 */
@NullMarked
package dev.netlab.lab;

import org.jspecify.annotations.NullMarked;
