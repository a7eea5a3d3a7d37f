package dev.netlab.packet;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** The frames of {@code frames.txt}. */
public final class Frames {
  public static final TunnelPorts PORTS = new TunnelPorts(Set.of(6081, 6091), Set.of(4789));

  private Frames() {}

  /** A frame and the line that it must read as. */
  public record Frame(String hex, String line) {
    public byte[] bytes() {
      return HexFormat.of().parseHex(hex);
    }

    public Packet packet() {
      return Packet.decode(LinkType.ETHERNET, bytes(), PORTS);
    }

    @Override
    public String toString() {
      return line;
    }
  }

  public static List<Frame> all() {
    try (InputStream in = Frames.class.getResourceAsStream("frames.txt")) {
      if (in == null) {
        throw new IllegalStateException("frames.txt is not on the class path");
      }
      List<String> lines =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.startsWith("#"))
              .toList();
      List<Frame> frames = new ArrayList<>();
      for (int i = 0; i < lines.size(); i += 2) {
        frames.add(new Frame(lines.get(i), lines.get(i + 1)));
      }
      return frames;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The packet of the frame that reads so. */
  public static Packet packet(String line) {
    return all().stream()
        .filter(frame -> frame.line().equals(line))
        .findFirst()
        .orElseThrow()
        .packet();
  }
}
