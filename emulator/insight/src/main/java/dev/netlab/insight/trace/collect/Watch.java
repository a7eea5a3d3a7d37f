package dev.netlab.insight.trace.collect;

import dev.netlab.engine.agent.DeviceEvent;
import dev.netlab.engine.site.LinkQueues;
import dev.netlab.engine.site.Site;
import dev.netlab.insight.capture.Recorder;
import dev.netlab.insight.capture.Recording;
import dev.netlab.netlink.netns.Namespace;
import dev.netlab.packet.TunnelPorts;
import java.util.List;
import java.util.Map;

/** Watches a site: every interface, every kernel's netfilter, and the userspace devices. */
public final class Watch implements AutoCloseable {
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
   * Starts. When this returns, everything is being recorded.
   *
   * @param namespaces by node and network; they stay the caller's
   * @param queues stay the caller's, too
   */
  public static Watch start(
      Site site, Map<String, Namespace> namespaces, TunnelPorts ports, LinkQueues queues) {
    DropWatch drops = DropWatch.start(site.siteName());
    try {
      DeviceWatch devices = DeviceWatch.start(site.devices());
      try {
        PacketTracing tracing = new PacketTracing();
        try {
          tracing.start(namespaces.values());
          return new Watch(
              drops, devices, tracing, Recorder.start(namespaces, ports, queues::holdPackets));
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

  /** Waits until no more packets are under way, and stops. */
  public TraceRecording stop() {
    boolean atRest = recorder.awaitRest();
    Recording recording = recorder.take();
    List<DeviceEvent> heard = devices.stop();
    tracing.close();
    return new TraceRecording(
        recording,
        atRest,
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
