/**
 * What every part says of IP: addresses, prefixes, the checksum, ECN across tunnels; and of words
 * that are not known. Values and arithmetic alone, nobody is asked.
 */
@NullMarked
package dev.netlab.ip;

import org.jspecify.annotations.NullMarked;
