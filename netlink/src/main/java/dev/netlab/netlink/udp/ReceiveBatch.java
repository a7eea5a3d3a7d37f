package dev.netlab.netlink.udp;

import dev.netlab.netlink.syscall.IoVectors;
import dev.netlab.netlink.syscall.Memory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Room for what one {@code recvmmsg(2)} brings, used again and again; for one thread. */
public final class ReceiveBatch {
  private final MessageHeaders headers;
  private final IoVectors vectors;
  private final Datagram[] datagrams;
  private int size;

  /**
   * @param messages 1 to 128
   * @param bytesEach the longest datagram taken whole; with GRO give 65535
   */
  public ReceiveBatch(int messages, int bytesEach) {
    headers = new MessageHeaders(messages);
    vectors = new IoVectors(messages);
    datagrams = new Datagram[messages];
    ByteBuffer memory = Memory.allocate(messages * bytesEach);
    for (int i = 0; i < messages; i++) {
      ByteBuffer data = memory.slice(i * bytesEach, bytesEach).order(ByteOrder.BIG_ENDIAN);
      vectors.add(memory, i * bytesEach, bytesEach);
      headers.vectors(i, vectors.address(i), 1);
      datagrams[i] = new Datagram(headers, i, data);
    }
    size = messages;
    reset();
  }

  /** How many messages the last receive brought. */
  public int size() {
    return size;
  }

  public Datagram get(int index) {
    if (index >= size) {
      throw new IndexOutOfBoundsException(index + " of " + size);
    }
    return datagrams[index];
  }

  int capacity() {
    return datagrams.length;
  }

  /** The kernel overwrote the lengths of the messages it used last time. */
  ByteBuffer reset() {
    for (int i = 0; i < size; i++) {
      headers.nameLength(i, Family.IPV6.addressSize);
      headers.controlLength(i, Control.ROOM);
    }
    size = 0;
    return headers.from(0);
  }

  void arrived(int messages, Family family) {
    size = messages;
    for (int i = 0; i < messages; i++) {
      datagrams[i].arrived(family);
    }
  }
}
