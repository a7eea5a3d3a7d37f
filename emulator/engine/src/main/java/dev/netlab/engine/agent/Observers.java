package dev.netlab.engine.agent;

import dev.netlab.engine.links.Datapath;
import dev.netlab.engine.links.GeneveDrop;
import dev.netlab.engine.links.WireDrop;
import dev.netlab.engine.links.Wires;
import dev.netlab.wireguard.device.DeviceObserver;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The observers of an agent's devices. Devices only report while there is one. */
final class Observers {
  private final List<EventQueue> queues = new CopyOnWriteArrayList<>();
  private final Map<Long, Path> namespaces = new ConcurrentHashMap<>();

  boolean isEmpty() {
    return queues.isEmpty();
  }

  void add(EventQueue queue) {
    queues.add(queue);
  }

  void remove(EventQueue queue) {
    queues.remove(queue);
  }

  /** The datapath knows namespaces by their inode. */
  void namespace(long inode, Path file) {
    namespaces.put(inode, file);
  }

  DeviceObserver of(Device device) {
    return (nanos, observation) ->
        publish(
            new DeviceEvent.WireGuard(
                device.namespace(), device.interfaceName(), nanos, observation));
  }

  void observe(Datapath datapath) {
    datapath.observe(this::dropped);
  }

  void observe(Wires wires) {
    wires.observe(this::wireDropped);
  }

  private void wireDropped(long nanos, WireDrop loss) {
    Path namespace = namespaces.get(loss.namespace());
    if (namespace != null) {
      publish(new DeviceEvent.Wire(namespace, loss.interfaceName(), nanos, loss));
    }
  }

  private void dropped(long nanos, GeneveDrop refusal) {
    Path namespace = namespaces.get(refusal.namespace());
    if (namespace != null) {
      publish(new DeviceEvent.Geneve(namespace, refusal.interfaceName(), nanos, refusal));
    }
  }

  private void publish(DeviceEvent event) {
    for (EventQueue queue : queues) {
      queue.add(event);
    }
  }
}
