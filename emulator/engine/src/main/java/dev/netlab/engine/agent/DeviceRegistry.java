package dev.netlab.engine.agent;

import dev.netlab.engine.links.Datapath;
import dev.netlab.engine.links.Wires;
import dev.netlab.netlink.syscall.OpenFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The devices that an agent keeps alive. A device that stops on its own is logged and removed. */
final class DeviceRegistry implements AutoCloseable {
  /**
   * What a descriptor's worth is of each device: sockets, a TAP and its questions, events, UAPI.
   */
  private static final int DESCRIPTORS = 12;

  /** Beside the devices: requests, containers, Java. */
  private static final int OTHERS = 256;

  /**
   * Orders those who open devices and observe them; they wait for the threads of devices, so none
   * of those ever takes it. What these do take is the lock of this object, under which nothing is
   * called.
   */
  private final Object control = new Object();

  private final Datapath datapath = new Datapath();
  private final Function<Device, RunningDevice> opener;
  private @Nullable Wires wires;
  private final List<Held> held = new ArrayList<>();
  private final Observers observers = new Observers();
  private final ShutdownLatch lifetime;
  private boolean attaching;
  private boolean closing;

  /**
   * None yet.
   *
   * @param lifetime is notified when the last device has ended
   */
  DeviceRegistry(ShutdownLatch lifetime) {
    this.lifetime = lifetime;
    this.opener = this::open;
  }

  /** With devices that come from elsewhere. */
  DeviceRegistry(ShutdownLatch lifetime, Function<Device, RunningDevice> opener) {
    this.lifetime = lifetime;
    this.opener = opener;
  }

  /** With the inodes of its namespaces, to notice when a name comes to stand for another one. */
  private record Held(RunningDevice running, Map<Path, Long> namespaces) {}

  /**
   * Opens those that are not open yet; all of them or none. All listen before any of them sends.
   *
   * @throws AgentException naming the device, with the kernel's words
   */
  void attach(List<Device> wanted) {
    synchronized (control) {
      synchronized (this) {
        attaching = true;
      }
      try {
        attachMissing(wanted);
      } finally {
        synchronized (this) {
          attaching = false;
        }
      }
    }
  }

  private void attachMissing(List<Device> wanted) {
    OpenFiles.raise(OpenFiles.count() + OTHERS + (long) DESCRIPTORS * wanted.size());
    List<Held> before = held();
    List<Held> opened = new ArrayList<>();
    for (Device device : wanted) {
      if (before.stream().noneMatch(each -> each.running.apply(device))) {
        attempt(device, opened, () -> opened.add(open(device, opener)));
      }
    }
    opened.forEach(each -> attempt(each.running.device(), opened, each.running::begin));
    synchronized (this) {
      held.addAll(opened);
    }
    if (!observers.isEmpty()) {
      opened.forEach(this::startObserving);
    }
    for (Held each : opened) {
      each.running.whenEnded(why -> forget(each, why));
    }
  }

  /** Does something about a device, or undoes all that were opened with it. */
  private static void attempt(Device device, List<Held> opened, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | OutOfMemoryError e) {
      opened.forEach(each -> each.running.close());
      throw new AgentException("attach " + device.describe(), e);
    }
  }

  private Held open(Device device, Function<Device, RunningDevice> how) {
    Map<Path, Long> namespaces = new LinkedHashMap<>();
    try {
      for (Path file : device.namespaces()) {
        namespaces.put(file, identity(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    namespaces.forEach((file, inode) -> observers.namespace(inode, file));
    return new Held(how.apply(device), namespaces);
  }

  private synchronized List<Held> held() {
    return List.copyOf(held);
  }

  private RunningDevice open(Device device) {
    return switch (device) {
      case Device.Geneve geneve -> RunningGeneve.open(geneve, datapath);
      case Device.WireGuard wireguard -> RunningWireGuard.open(wireguard);
      case Device.Wire wire -> RunningWire.open(wire, wires());
    };
  }

  /** Most labs have none, and need neither its thread nor its memory. */
  private synchronized Wires wires() {
    Wires made = wires == null ? new Wires() : wires;
    wires = made;
    return made;
  }

  private static long identity(Path namespace) throws IOException {
    return (long) Files.getAttribute(namespace, "unix:ino");
  }

  /** Ends the devices whose namespace is no longer behind its name. */
  void namespacesChanged() {
    for (Held each : held()) {
      if (!isThere(each)) {
        Log.write(each.running.device().describe() + " ends: its namespace was removed");
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

  /** By a device's thread. */
  private void forget(Held ended, String why) {
    Log.write(ended.running.device().describe() + " has ended" + why);
    boolean last;
    synchronized (this) {
      held.remove(ended);
      last = held.isEmpty() && !closing && !attaching;
    }
    if (last) {
      lifetime.lastDeviceEnded();
    }
  }

  List<AgentStatus.DeviceStatus> status() {
    return held().stream().flatMap(each -> each.running.status().stream()).toList();
  }

  /** Has the devices tell this queue too what they do. */
  void observe(EventQueue queue) {
    synchronized (control) {
      boolean first = observers.isEmpty();
      observers.add(queue);
      if (first) {
        held().forEach(this::startObserving);
      }
    }
  }

  private void startObserving(Held each) {
    try {
      each.running.observe(observers);
    } catch (IllegalStateException ended) {
      // It is about to be forgotten.
    }
  }

  void stopObserving(EventQueue queue) {
    synchronized (control) {
      observers.remove(queue);
      if (observers.isEmpty()) {
        held().forEach(DeviceRegistry::stopObserving);
      }
    }
  }

  private static void stopObserving(Held each) {
    try {
      each.running.stopObserving();
    } catch (IllegalStateException ended) {
      // It is about to be forgotten.
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      closing = true;
    }
    held().forEach(each -> each.running.close());
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
