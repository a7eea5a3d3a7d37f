package dev.netlab.insight.explain;

import dev.netlab.insight.snapshot.LabState;
import dev.netlab.insight.snapshot.NodeInterface;
import dev.netlab.insight.snapshot.Tunnel.PeerEndpoint;
import dev.netlab.ip.IpAddress;
import dev.netlab.netlink.netfilter.ConntrackEntry;
import dev.netlab.netlink.netfilter.ConntrackStatus;
import dev.netlab.netlink.netfilter.ConntrackTuple;
import dev.netlab.netlink.netfilter.Transport;
import dev.netlab.nft.simulate.Connection;
import dev.netlab.nft.simulate.State;
import dev.netlab.nft.simulate.Tuple;
import dev.netlab.nft.value.Protocol;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the nodes remember: the connections that they track now and those that the predicted packet
 * begins, and where WireGuard has heard its peers. A value: what is remembered makes another.
 */
final class ConntrackAndPeers {
  private static final int ECHO_REQUEST = 8;
  private static final int ECHO_REQUEST_6 = 128;

  private final Map<String, State> connections;
  private final Map<String, PeerEndpoint> heard;

  /** Nothing has been sent yet. */
  ConntrackAndPeers() {
    this(Map.of(), Map.of());
  }

  private ConntrackAndPeers(Map<String, State> connections, Map<String, PeerEndpoint> heard) {
    this.connections = connections;
    this.heard = heard;
  }

  /** The connections that the node tracks by now. */
  State connections(LabState lab, String node) {
    State known = connections.get(node);
    return known == null ? tracked(lab, node) : known;
  }

  /** The node tracks these from now on. */
  ConntrackAndPeers tracking(String node, State state) {
    Map<String, State> all = new HashMap<>(connections);
    all.put(node, state);
    return new ConntrackAndPeers(all, heard);
  }

  /** A datagram of the peer came from there. */
  ConntrackAndPeers hearing(NodeInterface tunnel, String peer, IpAddress address, int port) {
    Map<String, PeerEndpoint> all = new HashMap<>(heard);
    all.put(tunnel + " " + peer, new PeerEndpoint(address, port));
    return new ConntrackAndPeers(connections, all);
  }

  /** Where the peer was last heard; empty where it was not. */
  Optional<PeerEndpoint> heard(NodeInterface tunnel, String peer) {
    return Optional.ofNullable(heard.get(tunnel + " " + peer));
  }

  private static State tracked(LabState lab, String node) {
    Map<Tuple, Connection> known = new HashMap<>();
    for (ConntrackEntry entry : lab.connections(node)) {
      Optional<Tuple> original = tuple(entry.original());
      Optional<Tuple> reply = tuple(entry.reply());
      if (entry.zone() == 0 && original.isPresent() && reply.isPresent()) {
        Connection.Phase phase =
            entry.status().contains(ConntrackStatus.SEEN_REPLY)
                ? Connection.Phase.ANSWERED
                : Connection.Phase.NEW;
        Connection connection = new Connection(original.get(), reply.get(), entry.mark(), phase);
        known.put(original.get(), connection);
        known.put(reply.get(), connection);
      }
    }
    return new State(known, Map.of());
  }

  private static Optional<Tuple> tuple(ConntrackTuple tuple) {
    Optional<Protocol> protocol =
        Arrays.stream(Protocol.values()).filter(p -> p.number() == tuple.protocol()).findFirst();
    return protocol.map(
        p -> {
          IpAddress source = IpAddress.of(tuple.source());
          IpAddress destination = IpAddress.of(tuple.destination());
          return switch (tuple.transport()) {
            case Transport.Ports ports ->
                new Tuple(p, source, ports.source(), destination, ports.destination());
            case Transport.Icmp(int type, int _, int id) ->
                type == ECHO_REQUEST || type == ECHO_REQUEST_6
                    ? new Tuple(p, source, id, destination, 0)
                    : new Tuple(p, source, 0, destination, id);
            case Transport.Keys _, Transport.Addresses _ -> new Tuple(p, source, 0, destination, 0);
          };
        });
  }
}
