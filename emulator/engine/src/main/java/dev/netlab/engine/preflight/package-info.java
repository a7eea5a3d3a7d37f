/**
 * What is asked of this machine before {@code up} touches anything: the programs and kernel
 * features that a lab needs, and whether nft takes what the lab file says in its language.
 */
@NullMarked
package dev.netlab.engine.preflight;

import org.jspecify.annotations.NullMarked;
