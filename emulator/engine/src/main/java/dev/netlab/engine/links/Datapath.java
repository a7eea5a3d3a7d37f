package dev.netlab.engine.links;

import dev.netlab.ip.IpAddress;
import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.netns.Namespace;
import dev.netlab.netlink.syscall.Errno;
import dev.netlab.netlink.tun.TunDevice;
import dev.netlab.netlink.tun.TunOptions;
import dev.netlab.netlink.tun.TunOptions.Feature;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * GENEVE devices in any number of namespaces, served by one thread that sleeps while nothing comes.
 */
public final class Datapath implements AutoCloseable {
  private final PollLoop loop = new PollLoop("datapath");
  private final FrameBatch frames = new FrameBatch();
  private final OuterPackets sending = new OuterPackets();
  private final ReceivedDatagrams receiving = new ReceivedDatagrams();
  private final FlowHash hash = new FlowHash();
  private final Map<PortKey, TunnelPort> ports = new HashMap<>();

  /** Tunnels that have these in common share their sockets, as the kernel's do. */
  private record PortKey(long namespace, int port, boolean ipv6) {
    static PortKey of(Namespace namespace, GeneveTunnel tunnel) {
      return new PortKey(namespace.inode(), tunnel.port(), tunnel.isIpv6());
    }
  }

  private volatile @Nullable GeneveObserver observer;

  public Datapath() {
    loop.start();
  }

  /**
   * Puts a tunnel behind the TAP device {@code name} of a namespace; makes the device where there
   * is none.
   *
   * @param tapFeatures {@link Feature#PERSISTENT} lets a device made here stay when this is closed
   * @throws KernelException EBUSY where another process holds the device, EADDRINUSE where the UDP
   *     port is taken, EEXIST where this datapath has a tunnel with the same VNI, remote and port
   *     in the namespace
   */
  public synchronized GeneveDevice open(
      Namespace namespace, String name, GeneveTunnel tunnel, Feature... tapFeatures) {
    PortKey key = PortKey.of(namespace, tunnel);
    TunnelPort known = ports.get(key);
    if (known != null && has(known, tunnel)) {
      throw new KernelException(
          "open geneve device " + name,
          Errno.EEXIST,
          "another has id " + tunnel.id() + " and remote " + IpAddress.of(tunnel.remote()));
    }
    TunDevice tap = namespace.call(() -> TunDevice.open(tapOptions(name, tapFeatures)));
    TunnelPort opened = null;
    try {
      if (known == null) {
        opened = namespace.call(() -> TunnelPort.open(tunnel, receiving, dropReporter(key)));
      }
      TunnelPort port = known != null ? known : Objects.requireNonNull(opened);
      GeneveDevice device =
          new GeneveDevice(
              name, tunnel, tap, port, frames, sending, hash, gone -> release(key, gone));
      if (opened != null) {
        loop.add(opened);
      }
      loop.add(device);
      port.add(device);
      ports.put(key, port);
      return device;
    } catch (RuntimeException | Error e) {
      if (opened != null) {
        opened.close();
      }
      tap.close();
      throw e;
    }
  }

  private DropReporter dropReporter(PortKey key) {
    return new DropReporter(key.namespace, () -> observer);
  }

  /** Sets the observer of what tunnels drop, in place of an earlier one; null for none. */
  public void observe(@Nullable GeneveObserver next) {
    observer = next;
  }

  private static TunOptions tapOptions(String name, Feature... features) {
    TunOptions options = TunOptions.tap(name).with(Feature.VNET_HEADER);
    for (Feature feature : features) {
      options = options.with(feature);
    }
    return options;
  }

  private static boolean has(TunnelPort port, GeneveTunnel tunnel) {
    return port.devices().stream()
        .map(GeneveDevice::tunnel)
        .anyMatch(other -> other.id() == tunnel.id() && other.remote().equals(tunnel.remote()));
  }

  /** On the loop's thread: the device is out, and the sockets go with the last one. */
  private synchronized void release(PortKey key, GeneveDevice device) {
    loop.remove(device);
    TunnelPort port = ports.get(key);
    if (port != null && port.remove(device) && port.devices().isEmpty()) {
      ports.remove(key);
      loop.remove(port);
    }
  }

  /** Ends one device; its TAP stays if it is persistent. */
  public void close(GeneveDevice device) {
    loop.remove(device);
  }

  /** Ends all devices. */
  @Override
  public void close() {
    loop.close();
  }
}
