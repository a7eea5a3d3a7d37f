/**
 * Network namespaces: made, named the way iproute2 names them, entered. Threads that change their
 * namespace are made for it and end with it.
 */
@NullMarked
package dev.netlab.netlink.netns;

import org.jspecify.annotations.NullMarked;
