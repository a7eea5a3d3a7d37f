/**
 * Checks this machine before {@code up} touches anything: whether it has the programs and kernel
 * features that a lab needs, and whether nft accepts the nftables text in the lab file.
 */
@NullMarked
package dev.netlab.engine.preflight;

import org.jspecify.annotations.NullMarked;
