package dev.netlab.wireguard.protocol;

import dev.netlab.ip.IpAddress;
import dev.netlab.ip.IpPrefix;
import dev.netlab.ip.IpVersion;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Cryptokey routing: which peer an address belongs to, by the longest prefix (whitepaper section
 * 2). A binary trie a version, in which only prefixes and their branches have nodes.
 */
final class AllowedIps<T> {
  private final Map<T, Set<IpPrefix>> prefixes = new HashMap<>();
  private @Nullable Node<T> ipv4;
  private @Nullable Node<T> ipv6;

  /** A prefix with its bits moved to the top of 128. */
  private static final class Node<T> {
    final long high;
    final long low;
    final int length;
    @Nullable T owner;
    @Nullable Node<T> zero;
    @Nullable Node<T> one;

    Node(long high, long low, int length) {
      this.high = high & mask(length);
      this.low = low & mask(length - 64);
      this.length = length;
    }

    boolean covers(long otherHigh, long otherLow) {
      return ((high ^ otherHigh) & mask(length)) == 0
          && ((low ^ otherLow) & mask(length - 64)) == 0;
    }

    @Nullable Node<T> child(int bit) {
      return bit == 0 ? zero : one;
    }

    void child(int bit, @Nullable Node<T> node) {
      if (bit == 0) {
        zero = node;
      } else {
        one = node;
      }
    }
  }

  /** Gives the prefix to this owner, whoever had it. */
  void insert(IpPrefix prefix, T owner) {
    long high = high(prefix.address());
    long low = low(prefix.address());
    T before = null;
    Node<T> parent = null;
    Node<T> node = root(prefix);
    while (node != null && node.length < prefix.length() && node.covers(high, low)) {
      parent = node;
      node = node.child(bit(high, low, node.length));
    }
    if (node != null && node.length == prefix.length() && node.covers(high, low)) {
      before = node.owner;
      node.owner = owner;
    } else {
      Node<T> leaf = new Node<>(high, low, prefix.length());
      leaf.owner = owner;
      Node<T> top = node == null ? leaf : above(leaf, node);
      attach(prefix, parent, top);
    }
    if (before != null) {
      forget(before, prefix);
    }
    prefixes.computeIfAbsent(owner, key -> new LinkedHashSet<>()).add(prefix);
  }

  /** Takes the prefix from this owner; nothing happens if it is not the owner's. */
  void remove(IpPrefix prefix, T owner) {
    Set<IpPrefix> owned = prefixes.get(owner);
    if (owned != null && owned.contains(prefix)) {
      forget(owner, prefix);
      unlink(prefix);
    }
  }

  void removeAll(T owner) {
    Set<IpPrefix> owned = prefixes.remove(owner);
    if (owned != null) {
      owned.forEach(this::unlink);
    }
  }

  /** In the order they were given. */
  List<IpPrefix> of(T owner) {
    return List.copyOf(prefixes.getOrDefault(owner, Set.of()));
  }

  @Nullable T lookup(IpAddress address) {
    long high = high(address);
    long low = low(address);
    T best = null;
    Node<T> node = address.version() == IpVersion.IPV4 ? ipv4 : ipv6;
    while (node != null && node.covers(high, low)) {
      if (node.owner != null) {
        best = node.owner;
      }
      if (node.length == address.version().bits()) {
        break;
      }
      node = node.child(bit(high, low, node.length));
    }
    return best;
  }

  /** The subtree of a new leaf and the node found in its place. */
  private static <T> Node<T> above(Node<T> leaf, Node<T> node) {
    int common = Math.min(commonBits(leaf, node), Math.min(leaf.length, node.length));
    Node<T> top = common == leaf.length ? leaf : new Node<>(leaf.high, leaf.low, common);
    if (top != leaf) {
      top.child(bit(leaf.high, leaf.low, common), leaf);
    }
    top.child(bit(node.high, node.low, common), node);
    return top;
  }

  private void unlink(IpPrefix prefix) {
    long high = high(prefix.address());
    long low = low(prefix.address());
    Node<T> grandparent = null;
    Node<T> parent = null;
    Node<T> node = root(prefix);
    while (node != null && node.length < prefix.length()) {
      grandparent = parent;
      parent = node;
      node = node.child(bit(high, low, node.length));
    }
    if (node == null) {
      return;
    }
    node.owner = null;
    if (node.zero != null && node.one != null) {
      return;
    }
    attach(prefix, parent, node.zero != null ? node.zero : node.one);
    if (parent != null && parent.owner == null && (parent.zero == null || parent.one == null)) {
      attach(prefix, grandparent, parent.zero != null ? parent.zero : parent.one);
    }
  }

  private void attach(IpPrefix prefix, @Nullable Node<T> parent, @Nullable Node<T> node) {
    if (parent != null) {
      parent.child(bit(high(prefix.address()), low(prefix.address()), parent.length), node);
    } else if (prefix.address().version() == IpVersion.IPV4) {
      ipv4 = node;
    } else {
      ipv6 = node;
    }
  }

  private @Nullable Node<T> root(IpPrefix prefix) {
    return prefix.address().version() == IpVersion.IPV4 ? ipv4 : ipv6;
  }

  private void forget(T owner, IpPrefix prefix) {
    Set<IpPrefix> owned = prefixes.get(owner);
    if (owned != null) {
      owned.remove(prefix);
      if (owned.isEmpty()) {
        prefixes.remove(owner);
      }
    }
  }

  private static int commonBits(Node<?> a, Node<?> b) {
    int high = Long.numberOfLeadingZeros(a.high ^ b.high);
    return high < 64 ? high : 64 + Long.numberOfLeadingZeros(a.low ^ b.low);
  }

  private static long high(IpAddress address) {
    return address.version() == IpVersion.IPV4 ? address.low() << 32 : address.high();
  }

  private static long low(IpAddress address) {
    return address.version() == IpVersion.IPV4 ? 0 : address.low();
  }

  private static int bit(long high, long low, int index) {
    return (int) (index < 64 ? high >>> (63 - index) : low >>> (127 - index)) & 1;
  }

  private static long mask(int bits) {
    return bits <= 0 ? 0 : bits >= 64 ? -1 : -1L << (64 - bits);
  }
}
