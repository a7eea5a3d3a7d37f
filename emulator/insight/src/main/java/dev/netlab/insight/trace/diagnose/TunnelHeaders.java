package dev.netlab.insight.trace.diagnose;

import dev.netlab.insight.story.Event;
import dev.netlab.insight.trace.correlate.FlowKey;
import dev.netlab.packet.EncapLevel;
import dev.netlab.packet.Geneve;
import dev.netlab.packet.Layer;
import dev.netlab.packet.TunnelHeader;
import dev.netlab.packet.Vxlan;
import dev.netlab.packet.WireGuardMessage;
import java.util.List;
import java.util.Optional;

/** Tunnel headers around a packet, as events have them. */
final class TunnelHeaders {
  private TunnelHeaders() {}

  /**
   * The header of the innermost of some levels.
   *
   * @param levels packets and tunnel headers in turn, outermost first
   */
  static Optional<Event.TunnelHeader> last(List<EncapLevel> levels, String interfaceName) {
    for (int i = levels.size() - 1; i > 0; i--) {
      Optional<TunnelHeader> tunnel = tunnel(levels.get(i));
      if (tunnel.isPresent()) {
        Optional<FlowKey> ends = FlowKey.of(levels.get(i - 1));
        return Optional.of(
            new Event.TunnelHeader(
                kind(tunnel.get()),
                interfaceName,
                id(tunnel.get()),
                ends.map(FlowKey::from).orElse(""),
                ends.map(FlowKey::to).orElse("")));
      }
    }
    return Optional.empty();
  }

  private static Optional<TunnelHeader> tunnel(EncapLevel level) {
    for (Layer layer : level.layers()) {
      if (layer instanceof TunnelHeader tunnel) {
        return Optional.of(tunnel);
      }
    }
    return Optional.empty();
  }

  private static String kind(TunnelHeader tunnel) {
    return switch (tunnel) {
      case Geneve _ -> "geneve";
      case Vxlan _ -> "vxlan";
      case WireGuardMessage _ -> "wireguard";
    };
  }

  private static String id(TunnelHeader tunnel) {
    return switch (tunnel) {
      case Geneve geneve -> "id " + geneve.id();
      case Vxlan vxlan -> "id " + vxlan.id();
      case WireGuardMessage.Data data ->
          "receiver 0x%08x counter %s"
              .formatted(data.receiver(), Long.toUnsignedString(data.counter()));
      case WireGuardMessage.Initiation initiation -> "sender 0x%08x".formatted(initiation.sender());
      case WireGuardMessage.Response response -> "receiver 0x%08x".formatted(response.receiver());
      case WireGuardMessage.Cookie cookie -> "receiver 0x%08x".formatted(cookie.receiver());
    };
  }
}
