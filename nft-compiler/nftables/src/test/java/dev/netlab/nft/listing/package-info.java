/** What is read from listings. */
@NullMarked
package dev.netlab.nft.listing;

import org.jspecify.annotations.NullMarked;
