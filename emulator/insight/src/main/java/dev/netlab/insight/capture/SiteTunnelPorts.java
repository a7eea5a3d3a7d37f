package dev.netlab.insight.capture;

import dev.netlab.engine.site.Site;
import dev.netlab.lab.Attachment;
import dev.netlab.lab.Lab;
import dev.netlab.packet.TunnelPorts;
import java.util.HashSet;
import java.util.Set;

/** Behind which ports a site has tunnels. */
public final class SiteTunnelPorts {
  private SiteTunnelPorts() {}

  /** Those that the site's file has, beside the assigned ones. */
  public static TunnelPorts of(Site site) {
    return site.lab().map(SiteTunnelPorts::of).orElse(TunnelPorts.ASSIGNED);
  }

  /** The ports of the lab's own tunnels, beside the assigned ones. */
  public static TunnelPorts of(Lab lab) {
    Set<Integer> geneve = new HashSet<>(TunnelPorts.ASSIGNED.geneve());
    Set<Integer> vxlan = new HashSet<>(TunnelPorts.ASSIGNED.vxlan());
    lab.nodes().stream()
        .flatMap(node -> node.interfaces().stream())
        .forEach(
            each -> {
              if (each.attachment() instanceof Attachment.Geneve tunnel) {
                geneve.add(tunnel.port());
              } else if (each.attachment() instanceof Attachment.Vxlan tunnel) {
                vxlan.add(tunnel.port());
              }
            });
    return new TunnelPorts(geneve, vxlan);
  }
}
