/**
 * Unix stream sockets that people's programs meet: any path, one owner, no end before their own.
 */
@NullMarked
package dev.netlab.netlink.unix;

import org.jspecify.annotations.NullMarked;
