/** The handshake against the published vector and against itself. */
@NullMarked
package dev.netlab.wireguard.noise;

import org.jspecify.annotations.NullMarked;
