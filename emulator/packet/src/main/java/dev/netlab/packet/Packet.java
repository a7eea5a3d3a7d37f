package dev.netlab.packet;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** One captured frame and the layers found in it. */
public final class Packet {
  private final byte[] frame;
  private final int originalLength;
  private final List<Layer> layers;
  private final List<EncapLevel> levels;

  private Packet(byte[] frame, int originalLength, List<Layer> layers) {
    this.frame = frame;
    this.originalLength = originalLength;
    this.layers = List.copyOf(layers);
    this.levels = EncapLevel.of(this.layers);
  }

  /**
   * Decodes a frame. Whatever the bytes are, the answer is a packet: where they stop making sense
   * its last layer is {@link Malformed}.
   *
   * @param frame position to limit is copied
   * @param originalLength bytes the frame had before the capture cut it
   */
  public static Packet decode(
      LinkType link, ByteBuffer frame, int originalLength, TunnelPorts ports) {
    byte[] bytes = new byte[frame.remaining()];
    frame.get(frame.position(), bytes);
    boolean cut = bytes.length < originalLength;
    return new Packet(bytes, originalLength, new Decoder(ports, cut).frame(link, bytes));
  }

  /** Decodes a frame that was captured whole. */
  public static Packet decode(LinkType link, byte[] frame, TunnelPorts ports) {
    return decode(link, ByteBuffer.wrap(frame), frame.length, ports);
  }

  /** A packet of which only some headers are known, such as a tracked connection's tuple. */
  public static Packet ofLayers(List<Layer> layers) {
    return new Packet(new byte[0], 0, layers);
  }

  /** The captured bytes, read-only, from 0 to the limit. */
  public ByteBuffer frame() {
    return ByteBuffer.wrap(frame).asReadOnlyBuffer();
  }

  /** The captured bytes of a layer that has a length of its own. */
  public ByteBuffer bytes(Payload payload) {
    return frame().slice(payload.offset(), payload.length());
  }

  /** Bytes the frame had on the device; more than {@link #frame} has where the capture cut it. */
  public int originalLength() {
    return originalLength;
  }

  /** Outermost first; empty only for an empty frame. */
  public List<Layer> layers() {
    return layers;
  }

  /** The layers grouped into packets and the tunnels between them, outermost first. */
  public List<EncapLevel> levels() {
    return levels;
  }

  /** The innermost layer of a kind. */
  public <T extends Layer> Optional<T> innermost(Class<T> kind) {
    return layers.reversed().stream().filter(kind::isInstance).map(kind::cast).findFirst();
  }

  /** Where {@code wanted} first stands in the frame at or behind {@code from}; -1 if nowhere. */
  public int indexOf(byte[] wanted, int from) {
    outer:
    for (int at = from; at <= frame.length - wanted.length; at++) {
      for (int i = 0; i < wanted.length; i++) {
        if (frame[at + i] != wanted[i]) {
          continue outer;
        }
      }
      return at;
    }
    return -1;
  }

  /** One line as tcpdump would print it, see {@link PacketText}. */
  @Override
  public String toString() {
    return PacketText.line(this);
  }
}
