/**
 * Reads a lab file into {@link dev.netlab.lab.Lab}, or reports everything that is wrong with it.
 *
 * <p>Start reading at LabReader.
 */
@NullMarked
package dev.netlab.lab.yaml;

import org.jspecify.annotations.NullMarked;
