package dev.netlab.netlink.netns;

/**
 * Which network namespace it is. The kernel gives an inode's number again soon after its namespace
 * is gone, so {@code ip netns delete} and {@code ip netns add} may well bring the same one; the
 * cookie ({@code SO_NETNS_COOKIE}, socket(7)) it never gives again.
 *
 * @param inode as in {@code net:[INODE]}
 * @param cookie {@link #UNKNOWN_COOKIE} where the kernel has none (before Linux 5.14)
 */
public record NamespaceIdentity(long inode, long cookie) {
  public static final long UNKNOWN_COOKIE = 0;

  /** Whether both stand for one namespace, as far as the kernel lets one know. */
  public boolean isSame(NamespaceIdentity other) {
    boolean known = cookie != UNKNOWN_COOKIE && other.cookie != UNKNOWN_COOKIE;
    return inode == other.inode && (!known || cookie == other.cookie);
  }
}
