/**
 * Netlink as bytes: messages ({@code struct nlmsghdr}), their attributes ({@code struct nlattr}),
 * acknowledgements. Nothing here opens a socket. Sources: Linux's {@code linux/netlink.h} and
 * Documentation/userspace-api/netlink/intro.rst.
 */
@NullMarked
package dev.netlab.netlink.wire;

import org.jspecify.annotations.NullMarked;
