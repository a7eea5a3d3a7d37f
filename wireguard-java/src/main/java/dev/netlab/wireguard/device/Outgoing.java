package dev.netlab.wireguard.device;

import dev.netlab.netlink.sys.Memory;
import dev.netlab.netlink.udp.SendBatch;
import dev.netlab.netlink.udp.Source;
import dev.netlab.netlink.udp.UdpSocket;
import dev.netlab.wireguard.ip.Packet;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Datagrams on their way to one socket: copied out of the packet arrays, those of one size to one
 * endpoint joined for the kernel to cut (UDP_SEGMENT), sent many a call.
 */
final class Outgoing {
  private static final int MESSAGES = 64;
  private static final int BYTES = 256 * 1024;

  /** UDP's largest payload over IPv4. */
  private static final int LARGEST = 65_507;

  private final UdpSocket socket;
  private final ByteBuffer memory = Memory.allocate(BYTES);
  private final SendBatch batch = new SendBatch(MESSAGES, MESSAGES * SendBatch.MOST_SEGMENTS);
  private final SendBatch again = new SendBatch(1, 1);
  private final EndpointCache.@Nullable Entry[] to = new EndpointCache.@Nullable Entry[MESSAGES];
  private final int[] tos = new int[MESSAGES];
  private final int[] start = new int[MESSAGES];
  private final int[] length = new int[MESSAGES];
  private final int[] segment = new int[MESSAGES];
  private int used;

  Outgoing(UdpSocket socket) {
    this.socket = socket;
  }

  void add(EndpointCache.Entry endpoint, int trafficClass, Packet datagram) {
    int bytes = datagram.length();
    if (used + bytes > BYTES || (batch.isFull() && !joins(endpoint, trafficClass, bytes))) {
      flush();
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

  void flush() {
    if (batch.size() == 0) {
      return;
    }
    if (socket.send(batch) < batch.size()) {
      for (int i = 0; i < batch.size(); i++) {
        if (batch.errno(i) != 0) {
          sendPlain(i);
        }
      }
    }
    batch.clear();
    used = 0;
  }

  /**
   * What was refused goes once more, each datagram alone and from whatever address the routing
   * gives: the sticky one may be gone, or the path too narrow for what was joined.
   */
  private void sendPlain(int message) {
    EndpointCache.Entry endpoint = to[message];
    boolean plain = length[message] == segment[message];
    if (endpoint == null || (plain && endpoint.source() == null)) {
      return;
    }
    for (int done = 0; done < length[message]; done += segment[message]) {
      again.clear().to(endpoint.remote()).tos(tos[message]);
      int bytes = Math.min(segment[message], length[message] - done);
      socket.send(again.data(memory, start[message] + done, bytes));
    }
  }
}
