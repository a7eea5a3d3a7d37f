/**
 * Identifies a process reliably although the kernel reuses its number. Begin at {@link
 * ProcessIdentity}.
 */
@NullMarked
package dev.netlab.netlink.process;

import org.jspecify.annotations.NullMarked;
