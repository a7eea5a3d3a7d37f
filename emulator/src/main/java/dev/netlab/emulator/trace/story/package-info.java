/**
 * The story of packets as values: what {@code netlab trace} saw, what {@code netlab explain}
 * predicts, and what is printed of either. Start at {@link dev.netlab.emulator.trace.story.Trace}.
 */
@NullMarked
package dev.netlab.emulator.trace.story;

import org.jspecify.annotations.NullMarked;
