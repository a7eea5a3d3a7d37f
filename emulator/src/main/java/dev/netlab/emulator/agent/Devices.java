package dev.netlab.emulator.agent;

import dev.netlab.emulator.datapath.Datapath;
import dev.netlab.emulator.datapath.Wires;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The devices that an agent keeps alive. One that ends by itself is told of and forgotten. */
final class Devices implements AutoCloseable {
  private final Datapath datapath = new Datapath();
  private @Nullable Wires wires;
  private final List<Held> held = new ArrayList<>();
  private final Observers observers = new Observers();
  private final Lifetime lifetime;
  private boolean closing;

  /**
   * None yet.
   *
   * @param lifetime is told when there were devices and all have ended
   */
  Devices(Lifetime lifetime) {
    this.lifetime = lifetime;
  }

  /** With its namespaces as they were, to see whether their names still stand for them. */
  private record Held(RunningDevice running, Map<Path, Long> namespaces) {}

  /**
   * Opens those that are not open yet; all of them or none.
   *
   * @throws AgentException naming the device, with the kernel's words
   */
  synchronized void attach(List<Device> wanted) {
    List<Held> opened = new ArrayList<>();
    for (Device device : wanted) {
      if (held.stream().anyMatch(each -> each.running.becomes(device))) {
        continue;
      }
      try {
        Map<Path, Long> namespaces = new LinkedHashMap<>();
        for (Path file : device.namespaces()) {
          namespaces.put(file, identity(file));
        }
        namespaces.forEach((file, inode) -> observers.namespace(inode, file));
        opened.add(new Held(open(device), namespaces));
      } catch (RuntimeException | IOException e) {
        opened.forEach(each -> each.running.close());
        throw new AgentException("attach " + device.describe(), e);
      }
    }
    held.addAll(opened);
    if (!observers.isEmpty()) {
      opened.forEach(this::tell);
    }
    for (Held each : opened) {
      each.running.whenEnded(why -> forget(each, why));
    }
  }

  private RunningDevice open(Device device) {
    return switch (device) {
      case Device.Geneve geneve -> RunningGeneve.open(geneve, datapath);
      case Device.WireGuard wireguard -> RunningWireGuard.open(wireguard);
      case Device.Wire wire -> RunningWire.open(wire, wires());
    };
  }

  /** Most labs have none, and need neither its thread nor its memory. */
  private Wires wires() {
    Wires made = wires == null ? new Wires() : wires;
    wires = made;
    return made;
  }

  private static long identity(Path namespace) throws IOException {
    return (long) Files.getAttribute(namespace, "unix:ino");
  }

  /** Ends the devices whose namespace is no longer behind its name. */
  void namespacesChanged() {
    List<Held> all;
    synchronized (this) {
      all = List.copyOf(held);
    }
    for (Held each : all) {
      if (!isThere(each)) {
        Log.say(each.running.device().describe() + " ends: its namespace was removed");
        each.running.close();
      }
    }
  }

  private static boolean isThere(Held each) {
    try {
      for (Map.Entry<Path, Long> namespace : each.namespaces.entrySet()) {
        if (identity(namespace.getKey()) != namespace.getValue()) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private synchronized void forget(Held ended, String why) {
    Log.say(ended.running.device().describe() + " has ended" + why);
    held.remove(ended);
    if (held.isEmpty() && !closing) {
      lifetime.lastDeviceEnded();
    }
  }

  synchronized List<AgentStatus.DeviceStatus> status() {
    return held.stream().flatMap(each -> each.running.status().stream()).toList();
  }

  /** Has the devices tell this queue too what they do. */
  synchronized void observe(EventQueue queue) {
    boolean first = observers.isEmpty();
    observers.add(queue);
    if (first) {
      held.forEach(this::tell);
    }
  }

  private void tell(Held each) {
    try {
      each.running.observe(observers);
    } catch (IllegalStateException ended) {
      // It is about to be forgotten.
    }
  }

  synchronized void stopObserving(EventQueue queue) {
    observers.remove(queue);
    if (observers.isEmpty()) {
      for (Held each : held) {
        try {
          each.running.stopObserving();
        } catch (IllegalStateException ended) {
          // It is about to be forgotten.
        }
      }
    }
  }

  @Override
  public void close() {
    List<Held> all;
    synchronized (this) {
      closing = true;
      all = List.copyOf(held);
    }
    all.forEach(each -> each.running.close());
    datapath.close();
    Wires made;
    synchronized (this) {
      made = wires;
    }
    if (made != null) {
      made.close();
    }
  }

  static List<Device> read(Path file) {
    try {
      return DeviceJson.read(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException("read " + file + ": " + e.getMessage(), e);
    }
  }
}
