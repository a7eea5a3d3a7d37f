package dev.netlab.insight.capture;

import dev.netlab.lab.Way;
import dev.netlab.packet.LinkType;
import dev.netlab.packet.TunnelPorts;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads what {@link Pcapng} writes. */
public final class PcapngReader {
  private static final int INTERFACE = 1;
  private static final int ENHANCED_PACKET = 6;
  private static final int NAME = 2;
  private static final int FLAGS = 2;

  private record Device(LinkType link, String node, String name) {}

  private final TunnelPorts ports;
  private final List<Device> devices = new ArrayList<>();
  private final List<CapturedFrame> frames = new ArrayList<>();

  private PcapngReader(TunnelPorts ports) {
    this.ports = ports;
  }

  /** The frames of a file, in its order. */
  public static List<CapturedFrame> read(byte[] file, TunnelPorts ports) {
    PcapngReader reader = new PcapngReader(ports);
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at < file.length; at += bytes.getInt(at + 4)) {
      ByteBuffer body = bytes.slice(at + 8, bytes.getInt(at + 4) - 12);
      body.order(ByteOrder.LITTLE_ENDIAN);
      switch (bytes.getInt(at)) {
        case INTERFACE -> reader.device(body);
        case ENHANCED_PACKET -> reader.frame(body);
        default -> {}
      }
    }
    return reader.frames;
  }

  private void device(ByteBuffer body) {
    int type = body.getShort(0);
    LinkType link =
        Arrays.stream(LinkType.values())
            .filter(each -> each.type() == type)
            .findFirst()
            .orElseThrow();
    String[] names = new String(option(body, 8, NAME), StandardCharsets.UTF_8).split(":", 2);
    devices.add(new Device(link, names[0], names[1]));
  }

  private void frame(ByteBuffer body) {
    Device device = devices.get(body.getInt(0));
    long nanos = (long) body.getInt(4) << 32 | Integer.toUnsignedLong(body.getInt(8));
    byte[] data = new byte[body.getInt(12)];
    body.get(20, data);
    byte[] flags = option(body, 20 + padded(data.length), FLAGS);
    frames.add(
        new CapturedFrame(
            device.node(),
            device.name(),
            flags[0] == 1 ? Way.IN : Way.OUT,
            nanos,
            device.link(),
            body.getInt(16),
            data,
            ports));
  }

  private static byte[] option(ByteBuffer body, int from, int code) {
    for (int at = from; ; at += 4 + padded(body.getShort(at + 2))) {
      if (body.getShort(at) == code) {
        byte[] value = new byte[body.getShort(at + 2)];
        body.get(at + 4, value);
        return value;
      }
    }
  }

  private static int padded(int length) {
    return (length + 3) & ~3;
  }
}
