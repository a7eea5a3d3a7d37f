/** The program, a drop-in replacement for {@code wireguard-go}. Begin at {@link Main}. */
@NullMarked
package dev.netlab.wireguard.main;

import org.jspecify.annotations.NullMarked;
