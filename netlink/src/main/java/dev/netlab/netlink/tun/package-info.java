/**
 * TUN and TAP devices ({@code linux/if_tun.h}): start at {@link
 * dev.netlab.netlink.tun.TunDevice#open}.
 */
@NullMarked
package dev.netlab.netlink.tun;

import org.jspecify.annotations.NullMarked;
