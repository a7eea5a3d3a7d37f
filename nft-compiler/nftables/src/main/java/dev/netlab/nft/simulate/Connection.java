package dev.netlab.nft.simulate;

/**
 * A connection as tracked.
 *
 * @param original of its first packet, as it came
 * @param reply of what answers it, as that comes
 * @param mark 32 bits
 */
public record Connection(Tuple original, Tuple reply, int mark, Phase phase) {
  /** How far it has come. */
  public enum Phase {
    /** Only one side was heard. */
    NEW,
    /** Both were. */
    ANSWERED
  }

  /** Whether its destination was translated. */
  public boolean isDnat() {
    return !original.destination().equals(reply.source()) || original.port() != reply.sourcePort();
  }

  /** Whether its source was translated. */
  public boolean isSnat() {
    return !original.source().equals(reply.destination()) || original.sourcePort() != reply.port();
  }

  Connection marked(int bits) {
    return new Connection(original, reply, bits, phase);
  }

  Connection answered() {
    return new Connection(original, reply, mark, Phase.ANSWERED);
  }
}
