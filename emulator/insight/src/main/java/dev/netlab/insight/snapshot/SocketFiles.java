package dev.netlab.insight.snapshot;

import dev.netlab.ip.IpAddress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Reads the sockets of /proc/net/{tcp,udp}, on a thread that is in the namespace. */
final class SocketFiles {
  private static final Map<String, Integer> FILES =
      Map.of("tcp", 6, "tcp6", 6, "udp", 17, "udp6", 17);

  /** {@code TCP_LISTEN} of net/tcp_states.h. */
  private static final String LISTEN = "0A";

  private SocketFiles() {}

  static List<BoundSocket> read() {
    List<BoundSocket> sockets = new ArrayList<>();
    FILES.forEach(
        (name, protocol) -> {
          try {
            Files.readAllLines(Path.of("/proc/thread-self/net", name)).stream()
                .skip(1)
                .map(line -> line.strip().split("\\s+", 5))
                .forEach(fields -> sockets.add(socket(protocol, fields)));
          } catch (IOException absent) {
            // This kernel does not speak that family.
          }
        });
    return sockets;
  }

  private static BoundSocket socket(int protocol, String... fields) {
    return new BoundSocket(
        protocol,
        address(fields[1]),
        port(fields[1]),
        address(fields[2]),
        port(fields[2]),
        fields[3].equals(LISTEN));
  }

  /** Words of the address are printed as numbers of this machine's byte order. */
  private static IpAddress address(String field) {
    byte[] words = HexFormat.of().parseHex(field.substring(0, field.indexOf(':')));
    ByteBuffer from = ByteBuffer.wrap(words);
    ByteBuffer to = ByteBuffer.allocate(words.length).order(ByteOrder.nativeOrder());
    while (from.hasRemaining()) {
      to.putInt(from.getInt());
    }
    to.flip().order(ByteOrder.BIG_ENDIAN);
    return words.length == 4 ? IpAddress.v4(to.getInt()) : IpAddress.v6(to.getLong(), to.getLong());
  }

  private static int port(String field) {
    return Integer.parseInt(field.substring(field.indexOf(':') + 1), 16);
  }
}
