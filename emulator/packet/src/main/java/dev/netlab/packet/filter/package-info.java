/**
 * Packet expressions, by which a lab file says which packet it means: parsing them, matching
 * packets, and explaining mismatches. Begin at {@link dev.netlab.packet.filter.PacketExpression}.
 */
@NullMarked
package dev.netlab.packet.filter;

import org.jspecify.annotations.NullMarked;
