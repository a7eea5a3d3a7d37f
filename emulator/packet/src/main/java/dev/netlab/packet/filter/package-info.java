/**
 * Packet expressions, with which a lab file describes packets: parses them, matches packets, and
 * explains mismatches. Begin at {@link dev.netlab.packet.filter.PacketExpression}.
 */
@NullMarked
package dev.netlab.packet.filter;

import org.jspecify.annotations.NullMarked;
