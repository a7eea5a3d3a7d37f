/**
 * The userspace configuration protocol (wireguard.com/xplatform), from text to values and back.
 * Begin at {@link dev.netlab.wireguard.uapi.UapiSession}.
 */
@NullMarked
package dev.netlab.wireguard.uapi;

import org.jspecify.annotations.NullMarked;
