/**
 * What is on disk of the labs that are up: {@code /run/netlab}, one folder a lab, its journal, the
 * locks, and whose each file is. Start at {@link dev.netlab.engine.state.StateDirectory}.
 */
@NullMarked
package dev.netlab.engine.state;

import org.jspecify.annotations.NullMarked;
