package dev.netlab.insight.trace;

import dev.netlab.engine.site.RunningLab;
import dev.netlab.netlink.genetlink.DeviceFeatures;
import dev.netlab.netlink.genetlink.GenericFamily;
import dev.netlab.netlink.netns.Namespace;
import dev.netlab.netlink.socket.NetlinkFamily;
import dev.netlab.netlink.socket.NetlinkSocket;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The features of all devices of a lab, by node. */
public record LabFeatures(Map<String, List<DeviceFeatures>> byNode) {
  public static LabFeatures of(RunningLab lab) {
    Map<String, List<DeviceFeatures>> byNode = new TreeMap<>();
    for (String node : lab.nodes()) {
      try (Namespace namespace = lab.open(node);
          NetlinkSocket socket = NetlinkSocket.open(NetlinkFamily.GENERIC, namespace)) {
        GenericFamily family = GenericFamily.resolve(socket, DeviceFeatures.FAMILY);
        byNode.put(node, DeviceFeatures.dump(socket, family));
      }
    }
    return new LabFeatures(byNode);
  }

  /** Whether any device of the lab cuts segments itself. */
  public boolean haveSegmentation() {
    return byNode.values().stream()
        .flatMap(List::stream)
        .anyMatch(device -> device.active().contains("tx-tcp-segmentation"));
  }
}
