package dev.netlab.insight.capture;

import dev.netlab.lab.Way;
import dev.netlab.packet.LinkType;
import java.io.Flushable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Writes frames as pcapng (draft-ietf-opsawg-pcapng) in little-endian order: one interface block
 * for each {@code node:interface}, written before its first frame; times in nanoseconds. Wireshark
 * and tshark read it without help.
 */
public final class Pcapng implements Flushable {
  private static final int SECTION = 0x0a0d0d0a;
  private static final int INTERFACE = 1;
  private static final int ENHANCED_PACKET = 6;

  private static final int COMMENT = 1;
  private static final int APPLICATION = 4;
  private static final int NAME = 2;
  private static final int TIME_RESOLUTION = 9;
  private static final int FLAGS = 2;
  private static final int PACKET_ID = 5;

  private static final byte INBOUND = 1;
  private static final byte OUTBOUND = 2;

  private final OutputStream out;
  private final Map<String, Integer> interfaces = new HashMap<>();

  /** Starts a section; the stream stays the caller's to close. */
  public Pcapng(OutputStream out) throws IOException {
    this.out = out;
    ByteBuffer body = buffer(16).putInt(0x1a2b3c4d).putShort((short) 1).putShort((short) 0);
    body.putLong(-1);
    block(SECTION, body, List.of(option(APPLICATION, utf8("netlab"))));
  }

  /** Adds a frame. */
  public void write(CapturedFrame frame) throws IOException {
    write(frame, OptionalLong.empty(), List.of());
  }

  /**
   * Adds a frame.
   *
   * @param packetId the same number for every sighting of one packet: {@code frame.packet_id}
   * @param comments shown by Wireshark, and at the packet list as {@code frame.comment}
   */
  public void write(CapturedFrame frame, OptionalLong packetId, List<String> comments)
      throws IOException {
    int device = device(frame);
    ByteBuffer data = frame.bytes();
    ByteBuffer body = buffer(20 + padded(data.remaining()));
    body.putInt(device);
    body.putInt((int) (frame.nanos() >>> 32)).putInt((int) frame.nanos());
    body.putInt(data.remaining()).putInt(frame.originalLength()).put(data);
    body.position(body.capacity());
    List<byte[]> options = new ArrayList<>();
    for (String comment : comments) {
      options.add(option(COMMENT, utf8(comment)));
    }
    byte direction = frame.way() == Way.IN ? INBOUND : OUTBOUND;
    options.add(option(FLAGS, new byte[] {direction, 0, 0, 0}));
    if (packetId.isPresent()) {
      byte[] id = new byte[8];
      little(id).putLong(packetId.getAsLong());
      options.add(option(PACKET_ID, id));
    }
    block(ENHANCED_PACKET, body, options);
  }

  private int device(CapturedFrame frame) throws IOException {
    String name = frame.node() + ":" + frame.interfaceName();
    // A device that is replaced by one of another kind under its name is another interface here.
    String key = name + " " + frame.link();
    Integer known = interfaces.get(key);
    if (known != null) {
      return known;
    }
    device(name, frame.link());
    interfaces.put(key, interfaces.size());
    return interfaces.size() - 1;
  }

  private void device(String name, LinkType link) throws IOException {
    ByteBuffer body = buffer(8).putShort((short) link.type()).putShort((short) 0).putInt(0);
    block(
        INTERFACE,
        body,
        List.of(option(NAME, utf8(name)), option(TIME_RESOLUTION, new byte[] {9})));
  }

  private void block(int type, ByteBuffer body, List<byte[]> options) throws IOException {
    int size = 12 + body.capacity() + options.stream().mapToInt(o -> o.length).sum() + 4;
    byte[] bytes = new byte[size];
    ByteBuffer block = little(bytes).putInt(type).putInt(size).put(body.flip());
    options.forEach(block::put);
    block.putInt(0).putInt(size);
    // At once: what buffers them, and writes a buffer whole or not at all, has whole blocks.
    out.write(bytes);
  }

  private static byte[] option(int code, byte[] value) {
    byte[] option = new byte[4 + padded(value.length)];
    little(option).putShort((short) code).putShort((short) value.length).put(value);
    return option;
  }

  private static int padded(int length) {
    return (length + 3) & ~3;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static ByteBuffer buffer(int size) {
    return little(new byte[size]);
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }
}
