/** The values that policies and rulesets are made of: addresses, prefixes, ports, names. */
@NullMarked
package dev.netlab.nft.value;

import org.jspecify.annotations.NullMarked;
