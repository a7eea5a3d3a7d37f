/**
 * Reads a lab file into {@link dev.netlab.emulator.lab.Lab}, or says everything that is wrong with
 * it.
 *
 * <p>Start reading at LabReader.
 */
@NullMarked
package dev.netlab.emulator.yaml;

import org.jspecify.annotations.NullMarked;
