/** The state machine, driven by a clock that the tests move. */
@NullMarked
package dev.netlab.wireguard.protocol;

import org.jspecify.annotations.NullMarked;
