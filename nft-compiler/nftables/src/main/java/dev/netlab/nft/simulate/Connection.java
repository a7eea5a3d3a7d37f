package dev.netlab.nft.simulate;

/**
 * A tracked connection.
 *
 * @param original the tuple of its first packet, before translation
 * @param reply the tuple of replies, before they are translated back
 * @param mark 32 bits
 */
public record Connection(Tuple original, Tuple reply, int mark, Phase phase) {
  /** How far the connection has progressed. */
  public enum Phase {
    /** Packets were seen from one side only. */
    NEW,
    /** Packets were seen from both sides. */
    ANSWERED
  }

  /** Whether the connection's destination was translated. */
  public boolean isDnat() {
    return !original.destination().equals(reply.source()) || original.port() != reply.sourcePort();
  }

  /** Whether the connection's source was translated. */
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
