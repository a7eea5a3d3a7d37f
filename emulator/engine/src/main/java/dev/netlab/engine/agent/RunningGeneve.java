package dev.netlab.engine.agent;

import dev.netlab.engine.links.Datapath;
import dev.netlab.engine.links.GeneveCounters;
import dev.netlab.engine.links.GeneveDevice;
import dev.netlab.netlink.netns.Namespace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** A GENEVE device on the agent's datapath. */
record RunningGeneve(Device device, Datapath datapath, GeneveDevice geneve)
    implements RunningDevice {
  static RunningGeneve open(Device.Geneve device, Datapath datapath) {
    try (Namespace namespace = Namespace.open(device.namespace())) {
      return new RunningGeneve(
          device, datapath, datapath.open(namespace, device.interfaceName(), device.tunnel()));
    }
  }

  @Override
  public List<AgentStatus.DeviceStatus> status() {
    GeneveCounters counters = geneve.counters();
    Map<String, Long> map = new LinkedHashMap<>();
    map.put("received", counters.received());
    map.put("receivedBytes", counters.receivedBytes());
    map.put("receiveErrors", counters.receiveErrors());
    map.put("receiveDropped", counters.receiveDropped());
    map.put("sent", counters.sent());
    map.put("sentBytes", counters.sentBytes());
    map.put("sendErrors", counters.sendErrors());
    return status(map);
  }

  @Override
  public void observe(Observers observers) {
    observers.observe(datapath);
  }

  @Override
  public void stopObserving() {
    datapath.observe(null);
  }

  @Override
  public CompletionStage<?> ended() {
    return geneve.ended();
  }

  @Override
  public void close() {
    datapath.close(geneve);
  }
}
