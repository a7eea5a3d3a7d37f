/**
 * Userspace network devices, for kernels that lack them: GENEVE (RFC 8926) on a TAP device and UDP,
 * start at {@link dev.netlab.engine.links.Datapath}; and wires between two TAP devices that do what
 * netem does, start at {@link dev.netlab.engine.links.Wires}.
 *
 * <p>On the wire GENEVE looks like {@code ip link add NAME type geneve}. This was observed under
 * Linux 6.1 (tcpdump on the underlay, ping inside) and is sent here, too:
 *
 * <table>
 * <caption>Outer headers of Linux 6.1's GENEVE device</caption>
 * <tr><th>field<th>default<th>set by
 * <tr><td>UDP source port<td>1 to 65534 from the inner flow's hash; net.ipv4.ip_local_port_range
 *     does not count; the same for both directions of a flow<td>
 * <tr><td>UDP checksum over IPv4<td>0, and any is accepted<td>udpcsum
 * <tr><td>UDP checksum over IPv6<td>full, and 0 is refused<td>udp6zerocsumtx, udp6zerocsumrx
 * <tr><td>TTL, hop limit<td>the route's: 64<td>ttl N, ttl inherit
 * <tr><td>DSCP<td>0, whatever is inside<td>tos N, tos inherit
 * <tr><td>ECN<td>the inner one, CE as ECT(0)<td>
 * <tr><td>IPv4 ID<td>never 0, also with DF<td>
 * <tr><td>IPv4 DF<td>unset, also where it is set inside; what is too long for the underlay goes in
 *     fragments<td>df set, df inherit
 * <tr><td>IPv6 flow label<td>0<td>
 * <tr><td>GENEVE<td>version 0, no options, no flags, protocol 6558<td>id N
 * </table>
 *
 * <p>With DF or over IPv6, what is too long for the underlay is an error of the sending device. One
 * thing differs: the kernel also lowers the path MTU of the inner route at the first packet that is
 * too long; here interfaces keep the MTU that they are given.
 */
@NullMarked
package dev.netlab.engine.links;

import org.jspecify.annotations.NullMarked;
