package dev.netlab.packet;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** One captured frame and its decoded layers. */
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
   * Decodes a frame. Any bytes give a packet: if they stop making sense, the last layer is {@link
   * Malformed}.
   *
   * @param frame copied from position to limit
   * @param originalLength the length of the frame in bytes before the capture truncated it
   */
  public static Packet decode(
      LinkType link, ByteBuffer frame, int originalLength, TunnelPorts ports) {
    byte[] bytes = new byte[frame.remaining()];
    frame.get(frame.position(), bytes);
    boolean cut = bytes.length < originalLength;
    return new Packet(bytes, originalLength, new Decoder(ports, cut).frame(link, bytes));
  }

  /** Decodes a frame that was captured in full. */
  public static Packet decode(LinkType link, byte[] frame, TunnelPorts ports) {
    return decode(link, ByteBuffer.wrap(frame), frame.length, ports);
  }

  /** A packet of which only some headers are known, such as the tuple of a tracked connection. */
  public static Packet ofLayers(List<Layer> layers) {
    return new Packet(new byte[0], 0, layers);
  }

  /** The captured bytes, read-only, from 0 to the limit. */
  public ByteBuffer frame() {
    return ByteBuffer.wrap(frame).asReadOnlyBuffer();
  }

  /** The captured bytes of a payload. */
  public ByteBuffer bytes(Payload payload) {
    return frame().slice(payload.offset(), payload.length());
  }

  /**
   * The length of the frame on the device in bytes; more than {@link #frame} contains if the
   * capture truncated it.
   */
  public int originalLength() {
    return originalLength;
  }

  /** The layers, outermost first; empty only for an empty frame. */
  public List<Layer> layers() {
    return layers;
  }

  /** The layers grouped into packets and the tunnels between them, outermost first. */
  public List<EncapLevel> levels() {
    return levels;
  }

  /** The innermost layer of the given kind. */
  public <T extends Layer> Optional<T> innermost(Class<T> kind) {
    return layers.reversed().stream().filter(kind::isInstance).map(kind::cast).findFirst();
  }

  /**
   * The first position of {@code wanted} in the frame at or after {@code from}; -1 if there is
   * none.
   */
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

  /** One line as tcpdump would print it; see {@link PacketText}. */
  @Override
  public String toString() {
    return PacketText.line(this);
  }
}
