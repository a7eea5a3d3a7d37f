package dev.netlab.nft.simulate;

import dev.netlab.nft.value.ConnectionState;
import dev.netlab.nft.value.Hook;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A packet in the course of its simulation, and its connection. */
final class Flow {
  /** The direction of a packet within its connection. */
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

  /** The base chain whose policy dropped the packet: family, table, chain. */
  Optional<String> droppedBy = Optional.empty();

  Flow(Packet packet, State state) {
    this.packet = packet;
    this.state = state;
    this.connection = fresh(packet.tuple());
  }

  /** Finds the packet's connection, or creates one. */
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

  /** Sets the destination that the connection prescribes for this direction. */
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

  /** Sets the source that the connection prescribes for this direction. */
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

  /** Sets the tuple of the connection's first packet after translation. */
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
