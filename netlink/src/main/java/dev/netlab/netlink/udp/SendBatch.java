package dev.netlab.netlink.udp;

import dev.netlab.netlink.syscall.IoVectors;
import java.nio.ByteBuffer;

/**
 * Messages for one {@code sendmmsg(2)}, each with its own destination, filled again and again
 * without allocating; for one thread. The data is not copied: leave the buffers alone until sent.
 *
 * <pre>{@code
 * batch.to(peer).tos(ecn).segmentSize(1452).data(packets);
 * batch.to(other).from(sticky).data(header).data(payload);
 * socket.send(batch);
 * }</pre>
 */
public final class SendBatch {
  /** The most datagrams one message is cut into ({@code UDP_MAX_SEGMENTS} of older kernels). */
  public static final int MOST_SEGMENTS = 64;

  private final MessageHeaders headers;
  private final IoVectors vectors;
  private final int capacity;
  private final int[] firstVector;
  private final int[] controlEnd;
  private final int[] segmentSize;
  private final int[] errno;
  private final UdpEndpoint[] destination;
  private int size;

  /**
   * @param messages 1 to 128
   * @param buffers how many buffers all messages are gathered from at most
   */
  public SendBatch(int messages, int buffers) {
    headers = new MessageHeaders(messages);
    vectors = new IoVectors(buffers);
    capacity = messages;
    firstVector = new int[messages + 1];
    controlEnd = new int[messages];
    segmentSize = new int[messages];
    errno = new int[messages];
    destination = new UdpEndpoint[messages];
  }

  public SendBatch clear() {
    size = 0;
    vectors.clear();
    return this;
  }

  public int size() {
    return size;
  }

  public boolean isFull() {
    return size == capacity;
  }

  /** Begins a message; what follows is about it until the next. */
  public SendBatch to(UdpEndpoint endpoint) {
    endpoint.write(headers.names, headers.name(size));
    headers.nameLength(size, endpoint.family().addressSize);
    destination[size] = endpoint;
    firstVector[size] = vectors.count();
    controlEnd[size] = headers.control(size);
    segmentSize[size] = 0;
    errno[size] = 0;
    size++;
    return this;
  }

  /** Sends the message from this address and interface; the routing decides where none is given. */
  public SendBatch from(Source source) {
    int last = size - 1;
    controlEnd[last] = Control.putSource(headers.controls, controlEnd[last], source);
    return this;
  }

  /** TOS or traffic class, 0 to 255: DSCP and ECN. */
  public SendBatch tos(int value) {
    Family family = destination[size - 1].family();
    return control(family, family.tos, value);
  }

  /** TTL or hop limit, 1 to 255. */
  public SendBatch ttl(int value) {
    Family family = destination[size - 1].family();
    return control(family, family.ttl, value);
  }

  private SendBatch control(Family family, int type, int value) {
    int last = size - 1;
    controlEnd[last] =
        Control.putInt(headers.controls, controlEnd[last], family.level, type, value);
    return this;
  }

  /** Cuts the message's data into datagrams of so many bytes, at most {@link #MOST_SEGMENTS}. */
  public SendBatch segmentSize(int bytes) {
    segmentSize[size - 1] = bytes;
    return this;
  }

  /** Adds what is between the direct buffer's position and limit to the message's data. */
  public SendBatch data(ByteBuffer direct) {
    vectors.add(direct);
    return this;
  }

  /** Adds {@code length} bytes from byte {@code offset} of a direct buffer. */
  public SendBatch data(ByteBuffer direct, int offset, int length) {
    vectors.add(direct, offset, length);
    return this;
  }

  /** Why this message was not sent, of {@code Errno}; 0 where it was. */
  public int errno(int message) {
    return errno[message];
  }

  void failed(int message, int why) {
    errno[message] = why;
  }

  /** Completes the native structures. */
  void seal() {
    firstVector[size] = vectors.count();
    for (int i = 0; i < size; i++) {
      int vectorsHere = firstVector[i + 1] - firstVector[i];
      headers.vectors(i, vectors.address(firstVector[i]), vectorsHere);
      int end = controlEnd[i];
      if (segmentSize[i] > 0) {
        end = Control.putSegmentSize(headers.controls, end, segmentSize[i]);
      }
      headers.controlLength(i, end - headers.control(i));
    }
  }

  ByteBuffer structures(int message) {
    return headers.from(message);
  }

  boolean isSegmented(int message) {
    return segmentSize[message] > 0;
  }

  int segments(int message) {
    return (length(message) + segmentSize[message] - 1) / segmentSize[message];
  }

  int length(int message) {
    int bytes = 0;
    for (int i = firstVector[message]; i < firstVector[message + 1]; i++) {
      bytes += vectors.length(i);
    }
    return bytes;
  }

  /** Makes {@code plain} what the kernel would have made of this message, out of a copy. */
  void cut(int message, ByteBuffer copy, SendBatch plain) {
    copy.clear();
    for (int i = firstVector[message]; i < firstVector[message + 1]; i++) {
      vectors.copy(i, copy);
    }
    copy.flip();
    plain.clear();
    int controls = controlEnd[message] - headers.control(message);
    for (int at = 0; at < copy.limit(); at += segmentSize[message]) {
      plain.to(destination[message]);
      plain.data(copy, at, Math.min(segmentSize[message], copy.limit() - at));
      int target = plain.controlEnd[plain.size - 1];
      plain.headers.controls.put(target, headers.controls, headers.control(message), controls);
      plain.controlEnd[plain.size - 1] = target + controls;
    }
  }
}
