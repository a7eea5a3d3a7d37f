import dev.netlab.wireguard.crypto.Blake2s;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * A flood of handshake initiations from many sources at once, each with a right mac1 (whitepaper section 5.4.4), so that
 * only a cookie keeps the other side from a Diffie-Hellman for each: {@code WireGuardFlood ADDRESS PORT PUBLIC-KEY RATE
 * SECONDS}. The sources are 198.18.0.0 to .3.255, which must be local here (ip route add local 198.18.0.0/16 dev lo).
 * Prints "sent N cookies N responses N".
 */
class WireGuardFlood {
  private static final int SOURCES = 1024;
  private static final int INITIATION = 148;
  private static final int MAC1 = 116;

  public static void main(String[] arguments) throws IOException {
    InetSocketAddress to = new InetSocketAddress(arguments[0], Integer.parseInt(arguments[1]));
    byte[] label = "mac1----".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    byte[] key = Blake2s.hash(label, Base64.getDecoder().decode(arguments[2]));
    long rate = Long.parseLong(arguments[3]);
    long nanos = Long.parseLong(arguments[4]) * 1_000_000_000L;
    List<DatagramChannel> sources = new ArrayList<>();
    List<ByteBuffer> messages = new ArrayList<>();
    Random random = new Random(1);
    for (int i = 0; i < SOURCES; i++) {
      InetAddress source = InetAddress.getByAddress(new byte[] {(byte) 198, 18, (byte) (i >> 8), (byte) i});
      DatagramChannel channel = DatagramChannel.open(java.net.StandardProtocolFamily.INET);
      channel.bind(new InetSocketAddress(source, 0)).connect(to).configureBlocking(false);
      sources.add(channel);
      byte[] message = new byte[INITIATION];
      random.nextBytes(message);
      ByteBuffer buffer = ByteBuffer.allocateDirect(INITIATION).order(ByteOrder.LITTLE_ENDIAN);
      buffer.put(message).putInt(0, 1).get(0, message);
      buffer.put(MAC1, Blake2s.mac(key, message, 0, MAC1)).put(MAC1 + 16, new byte[16]);
      messages.add(buffer);
    }
    long sent = 0;
    long[] replies = new long[256];
    ByteBuffer reply = ByteBuffer.allocateDirect(2048);
    long begin = System.nanoTime();
    long turn = begin;
    for (long now = begin; now - begin < nanos; now = System.nanoTime()) {
      // What could not be sent for lack of a processor is not made up for by more than 10 ms of it.
      long due = Math.min(now - turn, 10_000_000L) * rate / 1_000_000_000L;
      turn = now;
      for (long i = 0; i < due; i++, sent++) {
        int source = (int) (sent % SOURCES);
        for (reply.clear(); sources.get(source).read(reply) > 0; reply.clear()) {
          replies[reply.get(0) & 255]++;
        }
        sources.get(source).write(messages.get(source).clear());
      }
      LockSupport.parkNanos(1_000_000);
    }
    System.out.println("sent " + sent + " cookies " + replies[3] + " responses " + replies[2]);
  }
}
