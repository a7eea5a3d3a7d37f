package dev.netlab.nft.simulate;

import dev.netlab.ip.IpAddress;
import dev.netlab.ip.IpVersion;
import dev.netlab.nft.value.Protocol;
import java.util.Optional;
import java.util.Set;

/**
 * A packet on its way through a node.
 *
 * @param tuple addresses and ports; for an ICMP echo, the identifier is the source port of a
 *     request and the destination port of a reply
 * @param icmpType nft's name for the type; absent for other protocols
 * @param tcpFlags nft's names for the flags
 * @param in the input interface; empty for a locally generated packet
 * @param out the output interface; empty before routing
 * @param mark 32 bits
 */
public record Packet(
    Tuple tuple, Optional<String> icmpType, Set<String> tcpFlags, String in, String out, int mark) {
  public Packet {
    tcpFlags = Set.copyOf(tcpFlags);
  }

  /** A packet received by an interface. */
  public static Packet from(
      String in, Protocol protocol, String source, int sourcePort, String destination, int port) {
    Tuple tuple =
        new Tuple(
            protocol, IpAddress.parse(source), sourcePort, IpAddress.parse(destination), port);
    Set<String> flags = protocol == Protocol.TCP ? Set.of("syn") : Set.of();
    return new Packet(tuple, Optional.empty(), flags, in, "", 0);
  }

  public IpVersion family() {
    return tuple.source().version();
  }

  Packet with(Tuple other) {
    return new Packet(other, icmpType, tcpFlags, in, out, mark);
  }

  Packet between(String inInterface, String outInterface) {
    return new Packet(tuple, icmpType, tcpFlags, inInterface, outInterface, mark);
  }

  Packet marked(int bits) {
    return new Packet(tuple, icmpType, tcpFlags, in, out, bits);
  }
}
