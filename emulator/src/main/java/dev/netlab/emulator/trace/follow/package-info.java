/**
 * Out of all frames of all interfaces, the ways of single packets: which sightings are of one
 * packet ({@link dev.netlab.emulator.trace.follow.Fingerprint}), which came of which ({@link
 * dev.netlab.emulator.trace.follow.Trails}), and which packets answer each other ({@link
 * dev.netlab.emulator.trace.follow.Conversations}). Pure.
 */
@NullMarked
package dev.netlab.emulator.trace.follow;

import org.jspecify.annotations.NullMarked;
