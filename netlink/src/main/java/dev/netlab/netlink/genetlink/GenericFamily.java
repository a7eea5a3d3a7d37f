package dev.netlab.netlink.genetlink;

import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.socket.NetlinkSocket;
import dev.netlab.netlink.socket.Request;
import dev.netlab.netlink.wire.MessageWriter;

/**
 * A family of generic netlink (linux/genetlink.h).
 *
 * @param name its fixed name
 * @param id the message type that this kernel gave it
 */
public record GenericFamily(String name, int id) {
  private static final int GENL_ID_CTRL = 0x10;
  private static final int CTRL_CMD_GETFAMILY = 3;
  private static final int CTRL_ATTR_FAMILY_ID = 1;
  private static final int CTRL_ATTR_FAMILY_NAME = 2;

  /** {@code sizeof(struct genlmsghdr)}. */
  static final int HEADER = 4;

  /**
   * Asks the kernel.
   *
   * @param socket one of {@link dev.netlab.netlink.socket.NetlinkFamily#GENERIC}
   * @throws KernelException ENOENT if the kernel has no such family, or has not loaded it
   */
  public static GenericFamily resolve(NetlinkSocket socket, String name) {
    MessageWriter writer =
        new GenericFamily("nlctrl", GENL_ID_CTRL)
            .command(CTRL_CMD_GETFAMILY, 2)
            .string(CTRL_ATTR_FAMILY_NAME, name);
    Request request = new Request("find generic netlink family " + name, writer.message());
    int id = socket.request(request).getFirst().attributes(HEADER).u16(CTRL_ATTR_FAMILY_ID, 0);
    return new GenericFamily(name, id);
  }

  /** A message of the family that begins with {@code struct genlmsghdr}. */
  MessageWriter command(int command, int version) {
    return new MessageWriter(id, 0).header8(command).header8(version).header16(0);
  }
}
