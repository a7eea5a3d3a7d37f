package dev.netlab.netlink.netns;

/**
 * The identity of a network namespace. The kernel reuses an inode's number soon after its namespace
 * is gone, so {@code ip netns delete} followed by {@code ip netns add} may well produce the same
 * number. The cookie ({@code SO_NETNS_COOKIE}, socket(7)) is never reused.
 *
 * @param inode as in {@code net:[INODE]}
 * @param cookie {@link #UNKNOWN_COOKIE} if the kernel does not support it (before Linux 5.14)
 */
public record NamespaceIdentity(long inode, long cookie) {
  public static final long UNKNOWN_COOKIE = 0;

  /**
   * Whether both identify the same namespace, as far as the kernel allows this to be determined.
   */
  public boolean isSame(NamespaceIdentity other) {
    boolean known = cookie != UNKNOWN_COOKIE && other.cookie != UNKNOWN_COOKIE;
    return inode == other.inode && (!known || cookie == other.cookie);
  }
}
