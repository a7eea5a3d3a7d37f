package dev.netlab.insight.trace.render;

import dev.netlab.insight.story.Hop;
import dev.netlab.packet.EncapLevel;
import dev.netlab.packet.PacketText;
import dev.netlab.packet.TunnelHeader;
import java.util.ArrayList;
import java.util.List;

/**
 * The packets of a hop from the outermost to the one that is followed, each with the tunnel that it
 * is in.
 */
record EncapStack(List<EncapLayer> shells) {
  /**
   * @param tunnel the header right around it, {@code geneve id 1}; empty for the outermost
   */
  record EncapLayer(String tunnel, EncapLevel packet) {}

  EncapStack {
    shells = List.copyOf(shells);
  }

  static EncapStack of(Hop hop) {
    List<EncapLayer> shells = new ArrayList<>();
    String tunnel = "";
    for (EncapLevel level : hop.outer()) {
      if (level.find(TunnelHeader.class).isPresent()) {
        tunnel = name(level);
      } else {
        shells.add(new EncapLayer(tunnel, level));
        tunnel = "";
      }
    }
    shells.add(new EncapLayer(tunnel, hop.packet()));
    return new EncapStack(shells);
  }

  /** A WireGuard message that carries something is of one kind only, which needs no word. */
  private static String name(EncapLevel tunnel) {
    return PacketText.level(tunnel).replace("wireguard data ", "wireguard ");
  }

  int depth() {
    return shells.size();
  }

  /** The shell that is as far from the innermost as one of another nest. */
  EncapLayer counterpart(int index, EncapStack of) {
    return shells.get(index - of.depth() + depth());
  }
}
