/**
 * Why a packet went where it was seen: rules, routes, translations, tunnels; and how its journey
 * ended, and what proves it.
 */
@NullMarked
package dev.netlab.emulator.trace.reason;

import org.jspecify.annotations.NullMarked;
