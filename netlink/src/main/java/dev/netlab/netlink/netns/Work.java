package dev.netlab.netlink.netns;

import org.jspecify.annotations.Nullable;

/** Something to do in a namespace. */
@FunctionalInterface
public interface Work<T extends @Nullable Object, E extends Exception> {
  T call() throws E;
}
