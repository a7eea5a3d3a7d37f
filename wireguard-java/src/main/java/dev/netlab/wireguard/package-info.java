@NullMarked
package dev.netlab.wireguard;

import org.jspecify.annotations.NullMarked;
