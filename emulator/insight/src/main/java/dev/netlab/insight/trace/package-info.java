/**
 * Following the packets of one command through a running lab. What is wanted is {@link
 * dev.netlab.insight.trace.TraceOptions}, what became of them is {@link
 * dev.netlab.insight.story.Trace}.
 */
@NullMarked
package dev.netlab.insight.trace;

import org.jspecify.annotations.NullMarked;
