/**
 * Unix stream sockets at paths of any length, whose accept loop survives a shortage of descriptors.
 * Begin at {@link dev.netlab.netlink.unix.ListeningSocket}.
 */
@NullMarked
package dev.netlab.netlink.unix;

import org.jspecify.annotations.NullMarked;
