import dev.netlab.wireguard.crypto.AeadKey;
import dev.netlab.wireguard.crypto.ChaCha20Poly1305;
import java.lang.management.ManagementFactory;

/**
 * How fast this JVM's ChaCha20-Poly1305 is on packets of 1424 bytes, by CPU time of one thread: {@code CryptoSpeed} prints
 * "seal N open N" in Gbit/s, the best of some rounds.
 */
class CryptoSpeed {
  private static final int BYTES = 1424;
  private static final int PACKETS = 50_000;

  public static void main(String[] arguments) {
    ChaCha20Poly1305 aead = new ChaCha20Poly1305();
    AeadKey key = new AeadKey(new byte[32]);
    byte[] packet = new byte[BYTES + 16];
    long counter = 0;
    long seal = Long.MAX_VALUE;
    long open = Long.MAX_VALUE;
    for (int round = 0; round < 10; round++) {
      long start = cpu();
      for (int i = 0; i < PACKETS; i++) {
        aead.seal(key, counter++, packet, 0, BYTES, packet, 0);
      }
      seal = Math.min(seal, cpu() - start);
      byte[] last = packet.clone();
      byte[] opened = new byte[BYTES];
      start = cpu();
      for (int i = 0; i < PACKETS; i++) {
        if (!aead.open(key, counter - 1, last, 0, last.length, opened, 0)) {
          throw new IllegalStateException("it did not open what it sealed");
        }
      }
      open = Math.min(open, cpu() - start);
    }
    System.out.printf("seal %.1f open %.1f%n", rate(seal), rate(open));
  }

  private static double rate(long nanos) {
    return 8.0 * BYTES * PACKETS / nanos;
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
