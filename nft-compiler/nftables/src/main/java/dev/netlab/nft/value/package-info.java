/** The values that policies and rulesets are made of: prefixes, ranges, ports, names. */
@NullMarked
package dev.netlab.nft.value;

import org.jspecify.annotations.NullMarked;
