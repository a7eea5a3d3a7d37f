/**
 * Decodes a captured frame into a list of layers: bytes in, records out, and {@link
 * dev.netlab.packet.Malformed}, never an exception, for what cannot be decoded. Begin at {@link
 * dev.netlab.packet.Packet}.
 */
@NullMarked
package dev.netlab.packet;

import org.jspecify.annotations.NullMarked;
