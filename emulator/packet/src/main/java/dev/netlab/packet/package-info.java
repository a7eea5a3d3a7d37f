/**
 * A captured frame as a list of layers: the project's one decoder. Pure: bytes in, records out;
 * garbage ends in {@link dev.netlab.packet.Malformed}, never in an exception.
 */
@NullMarked
package dev.netlab.packet;

import org.jspecify.annotations.NullMarked;
