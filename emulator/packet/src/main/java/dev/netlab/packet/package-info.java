/**
 * Decodes a captured frame into a list of layers: bytes in, records out. Bytes that cannot be
 * decoded give {@link dev.netlab.packet.Malformed}, never an exception. Begin at {@link
 * dev.netlab.packet.Packet}.
 */
@NullMarked
package dev.netlab.packet;

import org.jspecify.annotations.NullMarked;
