/**
 * IP as far as a tunnel looks into it: endpoints, headers, their ECN field, and the ICMP errors
 * that it sends. Addresses are those of {@link dev.netlab.ip}.
 */
@NullMarked
package dev.netlab.wireguard.ip;

import org.jspecify.annotations.NullMarked;
