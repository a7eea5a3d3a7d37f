package dev.netlab.wireguard.device;

import dev.netlab.netlink.netns.Namespace;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What device to start.
 *
 * @param name the TUN device's name; if it is there (persistent, without a reader) it is taken
 *     over, else made
 * @param namespace where the TUN device and the UDP sockets are; stays the caller's, and open while
 *     the device runs
 * @param uapiSocket the path of the UAPI socket, {@code /var/run/wireguard/NAME.sock} for {@code
 *     wg} to find it
 * @param patience how long a request of the UAPI socket may take
 * @param mtu bytes to set the device's MTU to; 0 leaves it
 */
public record DeviceOptions(
    String name,
    Namespace namespace,
    Path uapiSocket,
    Duration patience,
    int mtu,
    DeviceClock clock,
    DeviceLog log) {
  /** Half a minute: {@code wg} says what it has to say at once. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** A device as {@code wireguard-go NAME} makes it, in this namespace. */
  public static DeviceOptions of(String name, Namespace namespace, Path uapiSocket) {
    return new DeviceOptions(
        name, namespace, uapiSocket, PATIENCE, 0, DeviceClock.BOOT, DeviceLog.SILENT);
  }

  public DeviceOptions withPatience(Duration other) {
    return new DeviceOptions(name, namespace, uapiSocket, other, mtu, clock, log);
  }

  public DeviceOptions withMtu(int bytes) {
    return new DeviceOptions(name, namespace, uapiSocket, patience, bytes, clock, log);
  }

  public DeviceOptions withClock(DeviceClock other) {
    return new DeviceOptions(name, namespace, uapiSocket, patience, mtu, other, log);
  }

  public DeviceOptions withLog(DeviceLog other) {
    return new DeviceOptions(name, namespace, uapiSocket, patience, mtu, clock, other);
  }
}
