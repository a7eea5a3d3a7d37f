package dev.netlab.engine.agent;

import dev.netlab.engine.links.Wire;
import dev.netlab.engine.links.WireCounters;
import dev.netlab.engine.links.WireEnd;
import dev.netlab.engine.links.Wires;
import dev.netlab.netlink.netns.Namespace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** A wire in the agent's process. */
final class RunningWire implements RunningDevice {
  private final Wires wires;
  private final Wire wire;
  private volatile Device.Wire device;

  private RunningWire(Device.Wire device, Wires wires, Wire wire) {
    this.device = device;
    this.wires = wires;
    this.wire = wire;
  }

  static RunningWire open(Device.Wire device, Wires wires) {
    try (Namespace one = Namespace.open(device.one().namespace());
        Namespace two = Namespace.open(device.two().namespace())) {
      return new RunningWire(
          device, wires, wires.open(plug(one, device.one()), plug(two, device.two())));
    }
  }

  private static Wire.Plug plug(Namespace namespace, Device.Wire.End end) {
    return new Wire.Plug(namespace, end.interfaceName(), end.netem());
  }

  @Override
  public Device device() {
    return device;
  }

  @Override
  public boolean apply(Device wanted) {
    if (!(wanted instanceof Device.Wire other) || !isSameWire(other)) {
      return false;
    }
    for (int i = 0; i < wire.ends().size(); i++) {
      WireEnd end = wire.ends().get(i);
      if (!end.netem().equals(other.ends().get(i).netem())) {
        end.impair(other.ends().get(i).netem());
      }
    }
    device = other;
    return true;
  }

  private boolean isSameWire(Device.Wire other) {
    return device.one().isAt(other.one().namespace(), other.one().interfaceName())
        && device.two().isAt(other.two().namespace(), other.two().interfaceName());
  }

  @Override
  public List<AgentStatus.DeviceStatus> status() {
    List<Device.Wire.End> ends = device.ends();
    return List.of(
        status(ends.getFirst(), wire.ends().getFirst()),
        status(ends.getLast(), wire.ends().getLast()));
  }

  private static AgentStatus.DeviceStatus status(Device.Wire.End end, WireEnd running) {
    return new AgentStatus.DeviceStatus(
        "wire", end.namespace().toString(), end.interfaceName(), counters(running.counters()));
  }

  private static Map<String, Long> counters(WireCounters counters) {
    Map<String, Long> map = new LinkedHashMap<>();
    map.put("sent", counters.sent());
    map.put("sentBytes", counters.sentBytes());
    map.put("lost", counters.lost());
    map.put("overLimit", counters.overLimit());
    map.put("notTaken", counters.notTaken());
    map.put("duplicated", counters.duplicated());
    map.put("waiting", counters.waiting());
    return map;
  }

  @Override
  public void observe(Observers observers) {
    observers.observe(wires);
  }

  @Override
  public void stopObserving() {
    wires.observe(null);
  }

  @Override
  public CompletionStage<?> ended() {
    return wire.ended();
  }

  @Override
  public void close() {
    wires.close(wire);
  }
}
