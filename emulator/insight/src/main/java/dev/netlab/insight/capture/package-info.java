/**
 * What is seen on a lab's interfaces: recorded to be asked afterwards ({@link
 * dev.netlab.insight.capture.Recorder}), or streamed to a file or a pipe while it happens ({@link
 * dev.netlab.insight.capture.LiveCapture}). The project's one capture.
 */
@NullMarked
package dev.netlab.insight.capture;

import org.jspecify.annotations.NullMarked;
