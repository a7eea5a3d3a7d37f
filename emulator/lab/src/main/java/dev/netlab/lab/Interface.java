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
 * @param name at most 15 bytes, as the kernel has it
 * @param index its number in the node; if empty, {@link Node#index} tells it by its place
 * @param addresses as {@code ip address add} takes them, without {@code dev}
 * @param mtu in bytes; if empty, the kernel's own for the kind, save for tunnels, whose default the
 *     attachment tells
 * @param alias the name that the document has for it (ifalias)
 * @param master the bridge of the same node that it is a port of
 * @param port settings as a port of {@code master}
 * @param impair what becomes of what it sends; empty where the link is a plain one that nobody
 *     changes
 * @param proxyArp whether it answers ARP for what the node would route elsewhere, without delay
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
