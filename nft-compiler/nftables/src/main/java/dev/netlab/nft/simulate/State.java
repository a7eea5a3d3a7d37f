package dev.netlab.nft.simulate;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a node remembers from one packet to the next.
 *
 * @param connections by both of their tuples
 * @param filled the elements that packets added to sets: keys as nft writes them, by {@code FAMILY
 *     TABLE SET}; time does not pass
 */
public record State(Map<Tuple, Connection> connections, Map<String, Set<String>> filled) {
  public State {
    connections = Map.copyOf(connections);
    filled = Map.copyOf(filled);
  }

  /** An empty state. */
  public static State empty() {
    return new State(Map.of(), Map.of());
  }

  Optional<Connection> find(Tuple tuple) {
    return Optional.ofNullable(connections.get(tuple));
  }

  boolean holds(String set, String key) {
    return filled.getOrDefault(set, Set.of()).contains(key);
  }

  State with(Connection connection) {
    Map<Tuple, Connection> more = new HashMap<>(connections);
    more.put(connection.original(), connection);
    more.put(connection.reply(), connection);
    return new State(more, filled);
  }

  State with(String set, String key) {
    Map<String, Set<String>> more = new HashMap<>(filled);
    Set<String> keys = new HashSet<>(more.getOrDefault(set, Set.of()));
    keys.add(key);
    more.put(set, Set.copyOf(keys));
    return new State(connections, more);
  }
}
