/** The values that policies and rulesets consist of: prefixes, ranges, ports, and names. */
@NullMarked
package dev.netlab.nft.value;

import org.jspecify.annotations.NullMarked;
