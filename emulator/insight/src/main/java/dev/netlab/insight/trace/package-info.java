/**
 * Traces: follows the packets of one command through a running lab. Start at {@link
 * dev.netlab.insight.trace.Tracer}, which watches, runs and collects, and at {@link
 * dev.netlab.insight.trace.TraceAnalysis}, which correlates, diagnoses, selects and builds.
 */
@NullMarked
package dev.netlab.insight.trace;

import org.jspecify.annotations.NullMarked;
