/**
 * Why a packet went where it was seen: rules, routes, translations, tunnels; and how its journey
 * ended, and what proves it. Start at {@link dev.netlab.insight.trace.diagnose.JourneyBuilder}.
 */
@NullMarked
package dev.netlab.insight.trace.diagnose;

import org.jspecify.annotations.NullMarked;
