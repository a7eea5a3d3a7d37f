/**
 * How a story is told: the same {@link dev.netlab.emulator.trace.story.Trace} as text, HTML, JSON
 * or pcapng. Nothing here touches the machine. Start at {@link
 * dev.netlab.emulator.trace.tell.TextStory}.
 */
@NullMarked
package dev.netlab.emulator.trace.tell;

import org.jspecify.annotations.NullMarked;
