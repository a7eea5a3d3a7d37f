/** What holds for the whole module. */
@NullMarked
package dev.netlab.wireguard;

import org.jspecify.annotations.NullMarked;
