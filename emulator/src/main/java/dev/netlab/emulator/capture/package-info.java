/**
 * What is seen on a lab's interfaces: recorded to be asked afterwards ({@link
 * dev.netlab.emulator.capture.Recorder}), or streamed to a file or a pipe while it happens ({@link
 * dev.netlab.emulator.capture.LiveCapture}). The project's one capture.
 */
@NullMarked
package dev.netlab.emulator.capture;

import org.jspecify.annotations.NullMarked;
