/**
 * What every part says of IP: addresses, prefixes, the checksum, ECN across tunnels. Values and
 * arithmetic alone, nobody is asked.
 */
@NullMarked
package dev.netlab.ip;

import org.jspecify.annotations.NullMarked;
