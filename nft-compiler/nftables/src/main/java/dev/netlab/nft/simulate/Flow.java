package dev.netlab.nft.simulate;

import dev.netlab.nft.value.ConnectionState;
import dev.netlab.nft.value.Hook;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One packet while it walks, and its connection. */
final class Flow {
  /** Which way a packet of a connection goes. */
  enum Direction {
    ORIGINAL,
    REPLY
  }

  final List<Step> steps = new ArrayList<>();
  Packet packet;
  State state;
  Hook hook = Hook.PREROUTING;
  ConnectionState tracked = ConnectionState.UNTRACKED;
  Connection connection;
  Direction direction = Direction.ORIGINAL;
  boolean dnatDecided;
  boolean snatDecided;

  /** The base chain whose policy let the packet vanish: family, table, chain. */
  Optional<String> droppedBy = Optional.empty();

  Flow(Packet packet, State state) {
    this.packet = packet;
    this.state = state;
    this.connection = fresh(packet.tuple());
  }

  /** Finds the packet's connection, or begins one. */
  void track() {
    state
        .find(packet.tuple())
        .ifPresentOrElse(
            known -> {
              direction =
                  known.original().equals(packet.tuple()) ? Direction.ORIGINAL : Direction.REPLY;
              connection = direction == Direction.REPLY ? known.answered() : known;
              tracked =
                  connection.phase() == Connection.Phase.ANSWERED
                      ? ConnectionState.ESTABLISHED
                      : ConnectionState.NEW;
              dnatDecided = true;
              snatDecided = true;
            },
            () -> {
              connection = fresh(packet.tuple());
              tracked = ConnectionState.NEW;
            });
  }

  /** Gives the destination that the connection has there. */
  void translateDestination() {
    Tuple other =
        direction == Direction.ORIGINAL
            ? connection.reply().reversed()
            : connection.original().reversed();
    Tuple own = packet.tuple();
    packet =
        packet.with(
            new Tuple(
                own.protocol(), own.source(), own.sourcePort(), other.destination(), other.port()));
  }

  /** Gives the source that the connection has there. */
  void translateSource() {
    Tuple other =
        direction == Direction.ORIGINAL
            ? connection.reply().reversed()
            : connection.original().reversed();
    Tuple own = packet.tuple();
    packet =
        packet.with(
            new Tuple(
                own.protocol(), other.source(), other.sourcePort(), own.destination(), own.port()));
  }

  /** The connection's first packet now is this one. */
  void translate(Tuple translated) {
    packet = packet.with(translated);
    connection =
        new Connection(
            connection.original(), translated.reversed(), connection.mark(), connection.phase());
  }

  private static Connection fresh(Tuple tuple) {
    return new Connection(tuple, tuple.reversed(), 0, Connection.Phase.NEW);
  }
}
