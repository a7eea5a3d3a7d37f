package dev.netlab.emulator.trace.watch;

import dev.netlab.emulator.agent.DeviceEvent;
import dev.netlab.emulator.capture.Recorder;
import dev.netlab.emulator.capture.Recording;
import dev.netlab.emulator.lab.LabName;
import dev.netlab.emulator.packet.TunnelPorts;
import dev.netlab.emulator.run.LabAgent;
import dev.netlab.netlink.namespace.Namespace;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Watches a lab: every interface, every kernel's netfilter, and the userspace devices. */
public final class Watch implements AutoCloseable {
  private static final Duration QUIET = Duration.ofMillis(60);
  private static final Duration AT_MOST = Duration.ofSeconds(2);

  private final DropWatch drops;
  private final DeviceWatch devices;
  private final PacketTracing tracing;
  private final Recorder recorder;

  private Watch(DropWatch drops, DeviceWatch devices, PacketTracing tracing, Recorder recorder) {
    this.drops = drops;
    this.devices = devices;
    this.tracing = tracing;
    this.recorder = recorder;
  }

  /**
   * Starts. When this returns, everything is heard.
   *
   * @param namespaces by node and network; they stay the caller's
   */
  public static Watch start(
      LabName lab, LabAgent agent, Map<String, Namespace> namespaces, TunnelPorts ports) {
    DropWatch drops = DropWatch.start(lab);
    try {
      DeviceWatch devices = DeviceWatch.start(agent);
      try {
        PacketTracing tracing = PacketTracing.start(namespaces.values());
        try {
          return new Watch(drops, devices, tracing, Recorder.start(namespaces, ports));
        } catch (RuntimeException | Error e) {
          try (tracing) {
            throw e;
          }
        }
      } catch (RuntimeException | Error e) {
        try (devices) {
          throw e;
        }
      }
    } catch (RuntimeException | Error e) {
      try (drops) {
        throw e;
      }
    }
  }

  /** Waits until packets that are under way have come to rest, and ends. */
  public Watched stop() {
    recorder.awaitQuiet(QUIET, AT_MOST);
    Recording recording = recorder.take();
    List<DeviceEvent> heard = devices.stop();
    tracing.close();
    return new Watched(
        recording,
        heard,
        devices.lost(),
        devices.missing(),
        drops.stop(),
        drops.lost(),
        drops.missing());
  }

  @Override
  public void close() {
    try (drops;
        devices;
        tracing) {
      recorder.close();
    }
  }
}
