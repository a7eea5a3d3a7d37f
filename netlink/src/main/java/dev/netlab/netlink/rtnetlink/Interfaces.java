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

  /** What is known beforehand: a loopback interface always has index 1. */
  public Interfaces() {
    add("lo", 1);
  }

  /** Asks the kernel. */
  public static Interfaces of(NetlinkSocket socket) {
    return of(Link.dump(socket));
  }

  /** What a dump said. */
  public static Interfaces of(List<Link> links) {
    Interfaces interfaces = new Interfaces();
    links.forEach(link -> interfaces.add(link.name(), link.index()));
    return interfaces;
  }

  /** Adds one whose index is known because it was asked for when it was made. */
  public Interfaces add(String name, int index) {
    indices.put(name, index);
    names.put(index, name);
    return this;
  }

  /**
   * The index of an interface.
   *
   * @throws KernelException ENODEV if there is none of that name
   */
  public int index(String name) {
    Integer index = indices.get(name);
    if (index == null) {
      throw new KernelException(
          "find interface " + name, Errno.ENODEV, "there are " + indices.keySet());
    }
    return index;
  }

  /** The name of an interface; {@code ifINDEX}, as iproute2 says, for one that is not known. */
  public String name(int index) {
    return names.getOrDefault(index, "if" + index);
  }
}
