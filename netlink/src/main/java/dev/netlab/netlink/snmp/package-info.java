/**
 * The SNMP counters of network namespaces' stacks, as nstat(8) prints them, read for many
 * namespaces at once. Begin at {@link dev.netlab.netlink.snmp.Counters}.
 */
@NullMarked
package dev.netlab.netlink.snmp;

import org.jspecify.annotations.NullMarked;
