/** What the kernel makes of compiled rulesets. */
@NullMarked
package dev.netlab.nft.kernel;

import org.jspecify.annotations.NullMarked;
