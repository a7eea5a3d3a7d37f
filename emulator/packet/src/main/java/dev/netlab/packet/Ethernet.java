package dev.netlab.packet;

import dev.netlab.ip.MacAddress;

/**
 * An Ethernet II header (RFC 894, IEEE 802.3 clause 3).
 *
 * @param etherType the type of the payload ({@code linux/if_ether.h}, {@code ETH_P_*}); a value
 *     below 1536 is a length
 */
public record Ethernet(int offset, MacAddress destination, MacAddress source, int etherType)
    implements Layer {}
