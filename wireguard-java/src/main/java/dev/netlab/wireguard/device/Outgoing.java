package dev.netlab.wireguard.device;

import dev.netlab.netlink.syscall.Errno;
import dev.netlab.netlink.syscall.Memory;
import dev.netlab.netlink.udp.SendBatch;
import dev.netlab.netlink.udp.Source;
import dev.netlab.netlink.udp.UdpSocket;
import dev.netlab.wireguard.ip.PacketView;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Datagrams on their way to one socket at a time: copied out of the packet arrays, those of one
 * size to one endpoint joined for the kernel to cut (UDP_SEGMENT), sent many a call.
 */
final class Outgoing {
  private static final int MESSAGES = 64;
  private static final int BYTES = 256 * 1024;

  /** UDP's largest payload over IPv4. */
  private static final int LARGEST = 65_507;

  private final ByteBuffer memory = Memory.allocate(BYTES);
  private final SendBatch batch = new SendBatch(MESSAGES, MESSAGES * SendBatch.MOST_SEGMENTS);
  private final SendBatch again = new SendBatch(1, 1);
  private final EndpointCache.@Nullable Entry[] to = new EndpointCache.@Nullable Entry[MESSAGES];
  private final int[] tos = new int[MESSAGES];
  private final int[] start = new int[MESSAGES];
  private final int[] length = new int[MESSAGES];
  private final int[] segment = new int[MESSAGES];
  private int used;
  private int dropped;

  boolean isEmpty() {
    return batch.size() == 0;
  }

  /** Queues a datagram until {@link #flush}; all queued ones are for this socket. */
  void add(UdpSocket socket, EndpointCache.Entry endpoint, int trafficClass, PacketView datagram) {
    int bytes = datagram.length();
    if (used + bytes > BYTES || (batch.isFull() && !joins(endpoint, trafficClass, bytes))) {
      send(socket);
    }
    memory.put(used, datagram.array(), datagram.offset(), bytes);
    if (joins(endpoint, trafficClass, bytes)) {
      batch.segmentSize(segment[batch.size() - 1]).data(memory, used, bytes);
      length[batch.size() - 1] += bytes;
    } else {
      int index = batch.size();
      begin(batch, endpoint, trafficClass).data(memory, used, bytes);
      to[index] = endpoint;
      tos[index] = trafficClass;
      start[index] = used;
      length[index] = bytes;
      segment[index] = bytes;
    }
    used += bytes;
  }

  /** Whether a datagram can go with the last: all of one size, but for a shorter one at the end. */
  private boolean joins(EndpointCache.Entry endpoint, int trafficClass, int bytes) {
    int last = batch.size() - 1;
    return last >= 0
        && endpoint.equals(to[last])
        && tos[last] == trafficClass
        && bytes <= segment[last]
        && length[last] % segment[last] == 0
        && length[last] / segment[last] < SendBatch.MOST_SEGMENTS
        && length[last] + bytes <= LARGEST;
  }

  private static SendBatch begin(SendBatch batch, EndpointCache.Entry endpoint, int trafficClass) {
    batch.to(endpoint.remote());
    Source source = endpoint.source();
    if (source != null) {
      batch.from(source);
    }
    return batch.tos(trafficClass);
  }

  /**
   * Sends what is queued.
   *
   * @return how many datagrams since the last flush were not sent: a full buffer, no route, or
   *     whatever else the kernel had against them
   */
  int flush(UdpSocket socket) {
    send(socket);
    int count = dropped;
    dropped = 0;
    return count;
  }

  private void send(UdpSocket socket) {
    if (batch.size() == 0) {
      return;
    }
    if (socket.send(batch) < batch.size()) {
      for (int i = 0; i < batch.size(); i++) {
        if (batch.errno(i) != 0) {
          sendPlain(socket, i);
        }
      }
    }
    batch.clear();
    used = 0;
  }

  /**
   * Retries what was rejected, each datagram alone and from the address that routing chooses: the
   * sticky one may be gone, or the path too narrow for what was joined. What found the buffer full
   * is not retried but dropped, as by a queue.
   */
  private void sendPlain(UdpSocket socket, int message) {
    EndpointCache.Entry endpoint = to[message];
    boolean plain = length[message] == segment[message];
    boolean full = batch.errno(message) == Errno.EAGAIN;
    if (full || endpoint == null || (plain && endpoint.source() == null)) {
      dropped += (length[message] + segment[message] - 1) / segment[message];
      return;
    }
    for (int done = 0; done < length[message]; done += segment[message]) {
      again.clear().to(endpoint.remote()).tos(tos[message]);
      int bytes = Math.min(segment[message], length[message] - done);
      if (socket.send(again.data(memory, start[message] + done, bytes)) == 0) {
        dropped++;
      }
    }
  }
}
