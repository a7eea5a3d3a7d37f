package dev.netlab.emulator.check;

import dev.netlab.emulator.agent.Device;
import dev.netlab.emulator.datapath.GeneveTunnel;
import dev.netlab.emulator.run.RunningLab;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The devices that a lab's agent carries now. */
final class AgentDevices implements UserspaceDevices {
  private final RunningLab lab;
  private final List<Device> carried;

  AgentDevices(RunningLab lab) {
    this.lab = lab;
    this.carried = lab.agent().carried();
  }

  @Override
  public Optional<DeviceState> state(String node, String interfaceName) {
    return carried.stream()
        .filter(device -> device.namespace().equals(lab.namespacePath(node)))
        .filter(device -> device.interfaceName().equals(interfaceName))
        .map(AgentDevices::state)
        .findFirst();
  }

  private static DeviceState state(Device device) {
    return switch (device) {
      case Device.Geneve geneve -> new DeviceState("geneve", parameters(geneve.tunnel()));
      case Device.WireGuard _ -> new DeviceState("wireguard", Map.of());
    };
  }

  private static Map<String, String> parameters(GeneveTunnel tunnel) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("id", Integer.toString(tunnel.id()));
    parameters.put("remote", tunnel.remote().getHostAddress());
    parameters.put("dstport", Integer.toString(tunnel.port()));
    parameters.put("udpcsum", LinkCondition.onOff(tunnel.sent() == GeneveTunnel.SentChecksum.FULL));
    parameters.put("ttl", tunnel.ttl() == GeneveTunnel.DEFAULT ? "auto" : "" + tunnel.ttl());
    return parameters;
  }
}
