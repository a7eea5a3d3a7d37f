package dev.netlab.netlink.udp;

import dev.netlab.netlink.syscall.Errno;
import dev.netlab.netlink.syscall.Memory;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Sends a message with a segment size as plain datagrams; made of use only where GSO fails. */
final class SegmentCutter {
  private static final int MOST_BYTES = 65535;

  private @Nullable ByteBuffer copy;
  private @Nullable SendBatch plain;

  /** 1 where all of it was sent, else 0 and the message has its errno. */
  int send(UdpSocket socket, SendBatch batch, int message) {
    if (batch.length(message) > MOST_BYTES || batch.segments(message) > MessageHeaders.MOST) {
      batch.failed(message, Errno.EINVAL);
      return 0;
    }
    if (copy == null || plain == null) {
      copy = Memory.allocate(MOST_BYTES);
      plain = new SendBatch(MessageHeaders.MOST, MessageHeaders.MOST);
    }
    batch.cut(message, copy, plain);
    if (socket.send(plain) == plain.size()) {
      return 1;
    }
    for (int i = 0; i < plain.size(); i++) {
      if (plain.errno(i) != 0) {
        batch.failed(message, plain.errno(i));
      }
    }
    return 0;
  }
}
