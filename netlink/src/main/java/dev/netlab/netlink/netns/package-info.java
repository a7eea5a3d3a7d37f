/**
 * Network namespaces: creating them, naming them as iproute2 does, and entering them. A thread that
 * changes its namespace is created for that purpose and then ends. Start at {@link
 * dev.netlab.netlink.netns.Namespace}.
 */
@NullMarked
package dev.netlab.netlink.netns;

import org.jspecify.annotations.NullMarked;
