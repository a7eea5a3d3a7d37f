/**
 * IP as far as a tunnel looks into it: addresses, prefixes, endpoints, headers, ECN, and the ICMP
 * errors it sends.
 */
@NullMarked
package dev.netlab.wireguard.ip;

import org.jspecify.annotations.NullMarked;
