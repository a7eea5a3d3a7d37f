/**
 * Renders stories: the same {@link dev.netlab.insight.story.Trace} as text, HTML, JSON or pcapng.
 * Nothing here touches the machine. Start at {@link dev.netlab.insight.trace.render.TextStory}.
 */
@NullMarked
package dev.netlab.insight.trace.render;

import org.jspecify.annotations.NullMarked;
