/** The configuration protocol, request by request. */
@NullMarked
package dev.netlab.wireguard.uapi;

import org.jspecify.annotations.NullMarked;
