/**
 * What the kernel's tracepoints say about packets: those it dropped and why ({@code
 * skb:kfree_skb}), and on which interface a packet came in ({@code net:netif_receive_skb}). Start
 * at {@link dev.netlab.netlink.tracefs.TraceListener}; {@link dev.netlab.netlink.tracefs.DropCause}
 * explains a drop.
 *
 * <p>Tracepoints belong to the machine, not to a namespace: each listener receives the events of
 * all namespaces, those of other labs and of the host, too. A listener has a tracefs instance of
 * its own (the kernel's {@code Documentation/trace/ftrace.rst}), so it disturbs nobody else's
 * tracing, and the instance is named for its lab and process, so that what a killed process left
 * can be found and removed.
 */
@NullMarked
package dev.netlab.netlink.tracefs;

import org.jspecify.annotations.NullMarked;
