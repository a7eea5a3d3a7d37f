/**
 * System calls. The only package that imports jnr; everything above it speaks of file descriptors
 * ({@link dev.netlab.netlink.sys.Fd}) and direct buffers in native byte order ({@link
 * dev.netlab.netlink.sys.Memory}).
 */
@NullMarked
package dev.netlab.netlink.sys;

import org.jspecify.annotations.NullMarked;
