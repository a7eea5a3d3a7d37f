/**
 * The story of packets as values: what {@code netlab trace} saw, what {@code netlab explain}
 * predicts, and what is printed of either. Start at {@link dev.netlab.insight.story.Trace}.
 */
@NullMarked
package dev.netlab.insight.story;

import org.jspecify.annotations.NullMarked;
