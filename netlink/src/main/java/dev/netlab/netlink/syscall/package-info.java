/**
 * System calls. The only package that imports jnr; everything above it speaks of file descriptors
 * ({@link dev.netlab.netlink.syscall.Fd}) and direct buffers in native byte order ({@link
 * dev.netlab.netlink.syscall.Memory}).
 */
@NullMarked
package dev.netlab.netlink.syscall;

import org.jspecify.annotations.NullMarked;
