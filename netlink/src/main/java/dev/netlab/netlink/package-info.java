/**
 * The Linux kernel, from Java. Packages tell the way of the data: {@code sys} (system calls, the
 * only place that knows jnr) &lt;- {@code wire} (netlink messages and attributes as bytes) &lt;-
 * {@code socket} (requests and answers) &lt;- {@code route}, {@code netfilter}, {@code generic}
 * (one kernel object a file); beside them {@code namespace}, {@code tun}, {@code packet}, {@code
 * udp}, {@code nft}, {@code tracing}, {@code counters} and {@code process}.
 */
@NullMarked
package dev.netlab.netlink;

import org.jspecify.annotations.NullMarked;
