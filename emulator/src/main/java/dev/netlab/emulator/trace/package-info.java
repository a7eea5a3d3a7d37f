/**
 * Following the packets of one command through a running lab. What is wanted is {@link
 * dev.netlab.emulator.trace.TraceOptions}, what became of them is {@link
 * dev.netlab.emulator.trace.story.Trace}.
 */
@NullMarked
package dev.netlab.emulator.trace;

import org.jspecify.annotations.NullMarked;
