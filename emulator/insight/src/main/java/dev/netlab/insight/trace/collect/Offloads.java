package dev.netlab.insight.trace.collect;

import dev.netlab.engine.site.Site;
import dev.netlab.engine.state.LabStateException;
import dev.netlab.insight.trace.collect.OffloadsRecord.Off;
import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.genetlink.DeviceFeatures;
import dev.netlab.netlink.genetlink.GenericFamily;
import dev.netlab.netlink.netns.Namespace;
import dev.netlab.netlink.socket.NetlinkFamily;
import dev.netlab.netlink.socket.NetlinkSocket;
import dev.netlab.netlink.socket.Request;
import dev.netlab.netlink.syscall.Errno;
import dev.netlab.netlink.tracefs.TraceOwner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Segmentation, receive and checksum offloads of a site's interfaces. While they are on, a kernel
 * carries many segments of a stream as one long packet, with a checksum that nobody has computed.
 *
 * <p>What was on is written down before it is switched off, for whoever comes next should this
 * process be killed. Traces at the same time share what is written: the last one puts it back.
 */
public final class Offloads implements AutoCloseable {
  private final Optional<OffloadsFile> file;
  private final Map<String, Namespace> nodes;
  private final TraceOwner user;
  private final int interfaces;

  private Offloads(
      Optional<OffloadsFile> file, Map<String, Namespace> nodes, TraceOwner user, int interfaces) {
    this.file = file;
    this.nodes = Map.copyOf(nodes);
    this.user = user;
    this.interfaces = interfaces;
  }

  /**
   * Switches off those that can be, until this closes.
   *
   * @throws LabStateException if nothing of the site may be changed
   * @param nodes the namespaces by node; they stay the caller's, open until this is closed
   */
  public static Offloads off(Site site, Map<String, Namespace> nodes) {
    OffloadsFile file =
        file(site)
            .orElseThrow(
                () ->
                    new LabStateException(
                        "offloads of %s are left as they are, as netlab did not build it; leave out --exact"
                            .formatted(site.description())));
    TraceOwner user = TraceOwner.current(site.siteName());
    return file.locked(
        () -> {
          OffloadsRecord before = settled(file, nodes);
          List<Off> found = new ArrayList<>();
          nodes.forEach((node, namespace) -> found.addAll(on(node, namespace)));
          OffloadsRecord after = before.with(user, found);
          file.write(after);
          Offloads offloads = new Offloads(Optional.of(file), nodes, user, after.interfaces());
          try {
            switchOff(found, nodes);
          } catch (RuntimeException | Error e) {
            try {
              offloads.release(file);
            } catch (RuntimeException second) {
              e.addSuppressed(second);
            }
            throw e;
          }
          return offloads;
        });
  }

  /** Leaves them as they are, but for what a trace that was killed left off. */
  public static Offloads unchanged(Site site, Map<String, Namespace> nodes) {
    putBackAbandoned(site, nodes);
    return new Offloads(file(site), nodes, TraceOwner.current(site.siteName()), 0);
  }

  /** Puts back what a trace that was killed left off. */
  public static void putBackAbandoned(Site site, Map<String, Namespace> nodes) {
    file(site)
        .filter(OffloadsFile::exists)
        .ifPresent(file -> file.locked(() -> settled(file, nodes)));
  }

  private static Optional<OffloadsFile> file(Site site) {
    return site.records().map(OffloadsFile::new);
  }

  /** How many interfaces have offloads switched off by this. */
  public int interfaces() {
    return interfaces;
  }

  /** Puts back what was on, unless another trace of the site still wants it off. */
  @Override
  public void close() {
    file.filter(OffloadsFile::exists).ifPresent(there -> there.locked(() -> release(there)));
  }

  private OffloadsRecord release(OffloadsFile file) {
    file.write(file.read().without(user));
    return settled(file, nodes);
  }

  /** Puts back what nobody wants off any more; what is left of the record. */
  private static OffloadsRecord settled(OffloadsFile file, Map<String, Namespace> nodes) {
    OffloadsRecord left = file.read().withoutEnded();
    if (left.users().isEmpty()) {
      left.off().forEach(off -> switchOn(off, nodes));
      left = OffloadsRecord.NONE;
    }
    file.write(left);
    return left;
  }

  /** What is on in one namespace and can be switched off. */
  private static List<Off> on(String node, Namespace namespace) {
    try (NetlinkSocket socket = NetlinkSocket.open(NetlinkFamily.GENERIC, namespace)) {
      GenericFamily family = GenericFamily.resolve(socket, DeviceFeatures.FAMILY);
      List<Off> found = new ArrayList<>();
      for (DeviceFeatures device : DeviceFeatures.dump(socket, family)) {
        Set<String> features = new TreeSet<>(device.wanted());
        features.retainAll(device.changeable());
        features.removeIf(feature -> !isOffload(feature));
        if (!features.isEmpty()) {
          found.add(new Off(node, device.device(), features));
        }
      }
      return found;
    }
  }

  /** By the names of {@code netdev_features_strings} in net/ethtool/common.c. */
  private static boolean isOffload(String feature) {
    return (feature.startsWith("tx-") && feature.endsWith("-segmentation"))
        || feature.startsWith("tx-gso-")
        || feature.startsWith("tx-checksum-")
        || feature.startsWith("rx-gro")
        || feature.equals("rx-udp-gro-forwarding")
        || feature.equals("rx-lro")
        || feature.equals("rx-checksum");
  }

  private static void switchOff(List<Off> all, Map<String, Namespace> nodes) {
    for (Off off : all) {
      Namespace namespace = nodes.get(off.node());
      if (namespace != null) {
        change(
            namespace, family -> DeviceFeatures.off(family, off.interfaceName(), off.features()));
      }
    }
  }

  private static void switchOn(Off off, Map<String, Namespace> nodes) {
    Namespace namespace = nodes.get(off.node());
    if (namespace != null) {
      change(namespace, family -> DeviceFeatures.on(family, off.interfaceName(), off.features()));
    }
  }

  private interface Change {
    Request of(GenericFamily family);
  }

  /** An interface that has gone meanwhile is no error. */
  private static void change(Namespace namespace, Change change) {
    try (NetlinkSocket socket = NetlinkSocket.open(NetlinkFamily.GENERIC, namespace)) {
      GenericFamily family = GenericFamily.resolve(socket, DeviceFeatures.FAMILY);
      socket.execute(List.of(change.of(family)));
    } catch (KernelException e) {
      if (e.errno() != Errno.ENODEV) {
        throw e;
      }
    }
  }
}
