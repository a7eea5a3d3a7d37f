@NullMarked
package dev.netlab.nft;

import org.jspecify.annotations.NullMarked;
