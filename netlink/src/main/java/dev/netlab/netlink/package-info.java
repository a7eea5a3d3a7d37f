/**
 * The Linux kernel, from Java. Begin at {@link dev.netlab.netlink.netns.Namespace} and {@link
 * dev.netlab.netlink.socket.NetlinkSocket}.
 *
 * <p>Packages are in the order of the data: {@code syscall} (system calls, the only place that
 * knows jnr) &lt;- {@code wire} (netlink messages and attributes as bytes) &lt;- {@code socket}
 * (requests and answers) &lt;- {@code rtnetlink}, {@code netfilter}, {@code genetlink} (one kernel
 * object a file). Beside them are {@code netns}, {@code tun}, {@code afpacket}, {@code udp}, {@code
 * nft}, {@code tracefs}, {@code snmp}, {@code process}, {@code unix} and {@code file}.
 */
@NullMarked
package dev.netlab.netlink;

import org.jspecify.annotations.NullMarked;
