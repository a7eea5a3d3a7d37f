package dev.netlab.netlink.rtnetlink;

import dev.netlab.netlink.netns.Namespace;
import dev.netlab.netlink.socket.NetlinkSocket;
import dev.netlab.netlink.socket.Request;
import dev.netlab.netlink.wire.Message;
import dev.netlab.netlink.wire.MessageWriter;
import java.util.List;

/**
 * The number by which one namespace refers to another (linux/net_namespace.h), for example for the
 * location of a veth's peer or the origin of an event.
 */
public final class NamespaceId {
  private static final int NETNSA_NSID = 1;
  private static final int NETNSA_FD = 3;

  /** {@code sizeof(struct rtgenmsg)}, padded. */
  private static final int HEADER = 4;

  private NamespaceId() {}

  /** Assigns a number to {@code other} in the socket's namespace; the kernel allows this once. */
  public static Request set(Namespace other, int id) {
    return new Request(
        "number namespace " + other + " " + id, message(Rtnetlink.RTM_NEWNSID, other, id));
  }

  /** The number of {@code other} in the socket's namespace, -1 if it has none. */
  public static int get(NetlinkSocket socket, Namespace other) {
    MessageWriter writer = header(Rtnetlink.RTM_GETNSID).u32(NETNSA_FD, other.fd().number());
    List<Message> answer =
        socket.request(new Request("get the number of namespace " + other, writer.message()));
    return answer.getFirst().attributes(HEADER).u32(NETNSA_NSID, -1);
  }

  private static Message message(int type, Namespace other, int id) {
    return header(type).u32(NETNSA_NSID, id).u32(NETNSA_FD, other.fd().number()).message();
  }

  private static MessageWriter header(int type) {
    return new MessageWriter(type, 0).header32(0);
  }
}
