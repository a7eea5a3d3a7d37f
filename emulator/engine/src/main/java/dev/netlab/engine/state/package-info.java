/**
 * The state on disk of the labs that are up: {@code /run/netlab}, with one folder per lab, its
 * journal, the locks, and file ownership. Start at {@link dev.netlab.engine.state.StateDirectory}.
 */
@NullMarked
package dev.netlab.engine.state;

import org.jspecify.annotations.NullMarked;
