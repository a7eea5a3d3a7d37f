/** The primitives against numbers that others published. */
@NullMarked
package dev.netlab.wireguard.crypto;

import org.jspecify.annotations.NullMarked;
