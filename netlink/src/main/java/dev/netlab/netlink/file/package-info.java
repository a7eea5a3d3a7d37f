/** Locks on files that end with the process that holds them: {@link FileLock}. */
@NullMarked
package dev.netlab.netlink.file;

import org.jspecify.annotations.NullMarked;
