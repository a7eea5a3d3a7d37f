package dev.netlab.wireguard.device;

import dev.netlab.netlink.namespace.Namespace;
import java.nio.file.Path;

/**
 * What device to start.
 *
 * @param name the TUN device's name; if it is there (persistent, without a reader) it is taken
 *     over, else made
 * @param namespace where the TUN device and the UDP sockets are; stays the caller's, and open while
 *     the device runs
 * @param uapiSocket the path of the UAPI socket, {@code /var/run/wireguard/NAME.sock} for {@code
 *     wg} to find it
 * @param mtu bytes to set the device's MTU to; 0 leaves it
 */
public record DeviceOptions(
    String name, Namespace namespace, Path uapiSocket, int mtu, DeviceClock clock, DeviceLog log) {

  /** A device as {@code wireguard-go NAME} makes it, in this namespace. */
  public static DeviceOptions of(String name, Namespace namespace, Path uapiSocket) {
    return new DeviceOptions(name, namespace, uapiSocket, 0, DeviceClock.BOOT, DeviceLog.SILENT);
  }

  public DeviceOptions withMtu(int bytes) {
    return new DeviceOptions(name, namespace, uapiSocket, bytes, clock, log);
  }

  public DeviceOptions withClock(DeviceClock other) {
    return new DeviceOptions(name, namespace, uapiSocket, mtu, other, log);
  }

  public DeviceOptions withLog(DeviceLog other) {
    return new DeviceOptions(name, namespace, uapiSocket, mtu, clock, other);
  }
}
