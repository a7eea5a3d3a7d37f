/** What every part says of IP: versions, addresses, prefixes. Values alone, nothing is asked. */
@NullMarked
package dev.netlab.ip;

import org.jspecify.annotations.NullMarked;
