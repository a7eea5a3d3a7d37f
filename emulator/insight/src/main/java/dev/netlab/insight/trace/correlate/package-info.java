/**
 * Out of all frames of all interfaces, the ways of single packets: which sightings are of one
 * packet ({@link dev.netlab.insight.trace.correlate.Fingerprint}), which came of which ({@link
 * dev.netlab.insight.trace.correlate.SightingTree}), and which packets answer each other ({@link
 * dev.netlab.insight.trace.correlate.Exchange}). Pure.
 */
@NullMarked
package dev.netlab.insight.trace.correlate;

import org.jspecify.annotations.NullMarked;
