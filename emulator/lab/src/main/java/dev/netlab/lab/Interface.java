package dev.netlab.lab;

import dev.netlab.ip.MacAddress;
import dev.netlab.netlink.rtnetlink.Address;
import dev.netlab.netlink.rtnetlink.Netem;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A network interface of a node.
 *
 * @param name at most 15 bytes, which is the kernel's limit
 * @param index its number in the node; if empty, {@link Node#index} derives it from its position
 * @param addresses as {@code ip address add} takes them, without {@code dev}
 * @param mtu in bytes; if empty, the kernel's default for the kind, except for tunnels, whose
 *     default the attachment contains
 * @param alias the name that the document uses for it (ifalias)
 * @param master the bridge of the same node of which it is a port
 * @param port settings as a port of {@code master}
 * @param impair the impairment of the packets that it sends; empty for a plain link, which is never
 *     changed
 * @param proxyArp whether it answers ARP for addresses that the node routes elsewhere, without
 *     delay
 * @param up whether it is set up; {@code false} leaves it down
 */
public record Interface(
    String name,
    Attachment attachment,
    OptionalInt index,
    List<Written<Address>> addresses,
    Optional<MacAddress> mac,
    OptionalInt mtu,
    Optional<String> alias,
    Optional<String> master,
    Optional<BridgePort> port,
    Optional<Netem> impair,
    boolean proxyArp,
    boolean up,
    Location at) {
  public Interface {
    addresses = List.copyOf(addresses);
  }
}
