/** The program, a drop-in for {@code wireguard-go}. */
@NullMarked
package dev.netlab.wireguard.main;

import org.jspecify.annotations.NullMarked;
