package dev.netlab.netlink.socket;

import dev.netlab.netlink.KernelException;

/**
 * The first request of a batch that the kernel refused.
 *
 * @param index its place in the batch, from 0; all before it were done. Of those after it, the ones
 *     that travelled in the same chunk were tried too, later ones were not sent
 */
public record Failure(int index, Request request, KernelException error) {}
