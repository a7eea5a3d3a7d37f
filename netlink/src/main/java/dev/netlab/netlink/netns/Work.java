package dev.netlab.netlink.netns;

import org.jspecify.annotations.Nullable;

/** Work to be done in a namespace. */
@FunctionalInterface
public interface Work<T extends @Nullable Object, E extends Exception> {
  T call() throws E;
}
