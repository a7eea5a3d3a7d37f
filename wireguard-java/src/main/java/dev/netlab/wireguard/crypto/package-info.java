/**
 * The primitives of the protocol's construction, behind the names the whitepaper gives them
 * (section 5.4). JDK for ChaCha20-Poly1305, BouncyCastle's low-level classes for the rest.
 */
@NullMarked
package dev.netlab.wireguard.crypto;

import org.jspecify.annotations.NullMarked;
