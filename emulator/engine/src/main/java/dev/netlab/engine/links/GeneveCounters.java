package dev.netlab.engine.links;

/**
 * What went through a tunnel, in inner frames and their bytes, counted as {@code ip -s link} counts
 * it for the kernel's device.
 *
 * @param received frames handed to the interface
 * @param receivedBytes their bytes
 * @param receiveErrors frames with a critical option, our own MAC address as source, a cut IP
 *     header, or congestion that the inner packet cannot tell of
 * @param receiveDropped frames that are no Ethernet, or that the interface did not take
 * @param sent frames sent into the tunnel
 * @param sentBytes their bytes
 * @param sendErrors frames that found no route, were too long, or did not fit the socket's buffer
 */
public record GeneveCounters(
    long received,
    long receivedBytes,
    long receiveErrors,
    long receiveDropped,
    long sent,
    long sentBytes,
    long sendErrors) {}
