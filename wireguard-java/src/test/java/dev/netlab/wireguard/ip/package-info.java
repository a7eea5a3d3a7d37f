/** Addresses, prefixes and endpoints as text. */
@NullMarked
package dev.netlab.wireguard.ip;

import org.jspecify.annotations.NullMarked;
