/**
 * Addresses, prefixes, protocol numbers, the Internet checksum and ECN: one type of each, for all
 * modules. Values and arithmetic only; begin at {@link dev.netlab.ip.IpAddress}.
 */
@NullMarked
package dev.netlab.ip;

import org.jspecify.annotations.NullMarked;
