/**
 * Network namespaces: creating them, naming them as iproute2 does, entering them. A thread that
 * changes its namespace is made for that and then ends. Begin at {@link
 * dev.netlab.netlink.netns.Namespace}.
 */
@NullMarked
package dev.netlab.netlink.netns;

import org.jspecify.annotations.NullMarked;
