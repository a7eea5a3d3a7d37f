package dev.netlab.engine.agent;

import dev.netlab.netlink.netns.Namespace;
import dev.netlab.wireguard.device.DeviceLog;
import dev.netlab.wireguard.device.DeviceOptions;
import dev.netlab.wireguard.device.WireGuardDevice;
import dev.netlab.wireguard.protocol.PeerStatus;
import dev.netlab.wireguard.uapi.DeviceChange;
import dev.netlab.wireguard.uapi.SetRequest;
import dev.netlab.wireguard.uapi.UapiException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** A WireGuard device in the agent's process, with its namespace held open. */
record RunningWireGuard(Device device, Namespace namespace, WireGuardDevice wireguard)
    implements RunningDevice {
  /**
   * Makes the device, configured; it listens, and sends nothing before {@link #begin}.
   *
   * @throws IllegalArgumentException where the configuration is none
   */
  static RunningWireGuard open(Device.WireGuard device) {
    Namespace namespace = Namespace.open(device.namespace());
    try {
      DeviceOptions options =
          DeviceOptions.of(device.interfaceName(), namespace, device.uapi()).withLog(log(device));
      WireGuardDevice wireguard = WireGuardDevice.open(options, changes(device.configuration()));
      var _ = wireguard.ended().whenComplete((nothing, failure) -> namespace.close());
      return new RunningWireGuard(device, namespace, wireguard);
    } catch (UapiException e) {
      namespace.close();
      throw new IllegalArgumentException(e.getMessage(), e);
    } catch (RuntimeException | Error e) {
      namespace.close();
      throw e;
    }
  }

  @Override
  public void begin() {
    wireguard.begin();
  }

  private static List<DeviceChange> changes(String configuration) throws UapiException {
    SetRequest request = new SetRequest();
    for (String line : configuration.lines().filter(line -> !line.isBlank()).toList()) {
      if (!line.equals("set=1")) {
        request.line(line);
      }
    }
    return request.changes();
  }

  private static DeviceLog log(Device device) {
    return new DeviceLog() {
      @Override
      public void error(String message) {
        Log.write(device.describe() + ": " + message);
      }

      @Override
      public void verbose(Supplier<String> message) {}
    };
  }

  @Override
  public void observe(Observers observers) {
    wireguard.observe(observers.of(device));
  }

  @Override
  public void stopObserving() {
    wireguard.stopObserving();
  }

  @Override
  public List<AgentStatus.DeviceStatus> status() {
    return status(counters());
  }

  private Map<String, Long> counters() {
    List<PeerStatus> peers;
    long dropped;
    try {
      peers = wireguard.status().peers();
      dropped = wireguard.dropped();
    } catch (IllegalStateException ended) {
      return Map.of();
    }
    Map<String, Long> counters = new LinkedHashMap<>();
    counters.put("peers", (long) peers.size());
    counters.put("receivedBytes", peers.stream().mapToLong(PeerStatus::receivedBytes).sum());
    counters.put("sentBytes", peers.stream().mapToLong(PeerStatus::sentBytes).sum());
    counters.put("sendDropped", dropped);
    counters.put("handshaking", peers.stream().filter(PeerStatus::handshaking).count());
    counters.put("staged", peers.stream().mapToLong(PeerStatus::staged).sum());
    counters.put(
        "lastHandshake", peers.stream().mapToLong(PeerStatus::lastHandshake).max().orElse(0));
    return counters;
  }

  @Override
  public CompletionStage<?> ended() {
    return wireguard.ended();
  }

  @Override
  public void close() {
    wireguard.close();
  }
}
