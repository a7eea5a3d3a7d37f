package dev.netlab.emulator.agent;

import dev.netlab.emulator.datapath.Datapath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** The devices that an agent keeps alive. One that ends by itself is told of and forgotten. */
final class Devices implements AutoCloseable {
  private final Datapath datapath = new Datapath();
  private final List<Held> held = new ArrayList<>();
  private final Observers observers = new Observers();
  private final CountDownLatch over = new CountDownLatch(1);
  private boolean closing;

  /** With the namespace as it was, to see whether the name still stands for it. */
  private record Held(RunningDevice running, long namespace) {}

  /**
   * Opens those that are not open yet; all of them or none.
   *
   * @throws AgentException naming the device, with the kernel's words
   */
  synchronized void attach(List<Device> wanted) {
    List<Held> opened = new ArrayList<>();
    for (Device device : wanted) {
      if (held.stream().anyMatch(each -> each.running.device().equals(device))) {
        continue;
      }
      try {
        long namespace = identity(device.namespace());
        observers.namespace(namespace, device.namespace());
        opened.add(new Held(open(device), namespace));
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
    };
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
      return identity(each.running.device().namespace()) == each.namespace;
    } catch (IOException e) {
      return false;
    }
  }

  private synchronized void forget(Held ended, String why) {
    Log.say(ended.running.device().describe() + " has ended" + why);
    held.remove(ended);
    if (held.isEmpty() && !closing) {
      over.countDown();
    }
  }

  synchronized List<AgentStatus.DeviceStatus> status() {
    return held.stream()
        .map(
            each -> {
              Device device = each.running.device();
              return new AgentStatus.DeviceStatus(
                  DeviceJson.kind(device),
                  device.namespace().toString(),
                  device.interfaceName(),
                  each.running.counters());
            })
        .toList();
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

  /** Waits until there were devices and all have ended, or {@link #end} is called. */
  void awaitEnd() throws InterruptedException {
    over.await();
  }

  void end() {
    over.countDown();
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
  }

  static List<Device> read(Path file) {
    try {
      return DeviceJson.read(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException("read " + file + ": " + e.getMessage(), e);
    }
  }
}
