package dev.netlab.wireguard.protocol;

import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Maps our indices, which peers put into their messages, to handshakes and sessions. */
final class IndexTable {

  /** An index names a handshake that waits for its response, and then the session of it. */
  sealed interface Entry {
    Peer peer();
  }

  record Waiting(Peer peer) implements Entry {}

  record Session(Keypair keypair) implements Entry {
    @Override
    public Peer peer() {
      return keypair.peer;
    }
  }

  private final RandomGenerator random;
  private final Map<Integer, Entry> entries = new HashMap<>();

  IndexTable(RandomGenerator random) {
    this.random = random;
  }

  /** A random index that no other entry has. */
  int add(Peer peer) {
    int index;
    do {
      index = random.nextInt();
    } while (entries.putIfAbsent(index, new Waiting(peer)) != null);
    return index;
  }

  void establish(Keypair keypair) {
    entries.put(keypair.localIndex, new Session(keypair));
  }

  @Nullable Entry get(int index) {
    return entries.get(index);
  }

  void remove(int index) {
    entries.remove(index);
  }

  int size() {
    return entries.size();
  }
}
