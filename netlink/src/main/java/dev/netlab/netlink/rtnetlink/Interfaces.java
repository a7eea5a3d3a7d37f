package dev.netlab.netlink.rtnetlink;

import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.socket.NetlinkSocket;
import dev.netlab.netlink.syscall.Errno;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The names and indices of one namespace's interfaces at one moment. */
public final class Interfaces {
  private final Map<String, Integer> indices = new HashMap<>();
  private final Map<Integer, String> names = new HashMap<>();

  /** Contains only the loopback interface, whose index is always 1. */
  public Interfaces() {
    add("lo", 1);
  }

  /** Queries the kernel. */
  public static Interfaces of(NetlinkSocket socket) {
    return of(Link.dump(socket));
  }

  /** Takes the interfaces from a dump. */
  public static Interfaces of(List<Link> links) {
    Interfaces interfaces = new Interfaces();
    links.forEach(link -> interfaces.add(link.name(), link.index()));
    return interfaces;
  }

  /**
   * Adds an interface whose index is known because it was chosen when the interface was created.
   */
  public Interfaces add(String name, int index) {
    indices.put(name, index);
    names.put(index, name);
    return this;
  }

  /**
   * The index of an interface.
   *
   * @throws KernelException ENODEV if there is no interface with that name
   */
  public int index(String name) {
    Integer index = indices.get(name);
    if (index == null) {
      throw new KernelException(
          "find interface " + name, Errno.ENODEV, "there are " + indices.keySet());
    }
    return index;
  }

  /** The name of an interface; {@code ifINDEX}, as in iproute2, if it is unknown. */
  public String name(int index) {
    return names.getOrDefault(index, "if" + index);
  }
}
