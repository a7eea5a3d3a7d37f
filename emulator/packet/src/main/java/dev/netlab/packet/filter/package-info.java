/**
 * Packet expressions: what a lab file writes to say which packet it means, parsed, matched and, for
 * a packet that is not the one, explained.
 */
@NullMarked
package dev.netlab.packet.filter;

import org.jspecify.annotations.NullMarked;
