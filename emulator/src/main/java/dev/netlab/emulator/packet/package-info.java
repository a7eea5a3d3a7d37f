/**
 * A captured frame as a list of layers: the project's one decoder. Pure: bytes in, records out;
 * garbage ends in {@link dev.netlab.emulator.packet.Malformed}, never in an exception.
 */
@NullMarked
package dev.netlab.emulator.packet;

import org.jspecify.annotations.NullMarked;
