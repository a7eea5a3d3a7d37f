package dev.netlab.netlink.socket;

import dev.netlab.netlink.wire.Message;

/**
 * A message for the kernel and what it is for.
 *
 * @param operation what is attempted on what, as an error shall name it: {@code "add link eth0"}
 * @param message type, flags and body; the socket adds NLM_F_REQUEST, the ack flag and the sequence
 */
public record Request(String operation, Message message) {}
