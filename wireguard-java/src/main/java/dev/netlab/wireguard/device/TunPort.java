package dev.netlab.wireguard.device;

import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.sys.Errno;
import dev.netlab.netlink.sys.Memory;
import dev.netlab.netlink.tun.TunDevice;
import dev.netlab.wireguard.ip.Packet;
import dev.netlab.wireguard.protocol.WireGuard;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The TUN device, with the array its packets are sealed in. */
final class TunPort {
  private static final int LARGEST = 65_535;

  private final TunDevice tun;
  private final DeviceLog log;
  private final ByteBuffer reading = Memory.allocate(LARGEST);
  private final ByteBuffer writing = Memory.allocate(LARGEST);
  private final byte[] array = new byte[WireGuard.HEADROOM + LARGEST + WireGuard.TAILROOM];
  private final Packet packet = new Packet(array, WireGuard.HEADROOM, 0);

  TunPort(TunDevice tun, DeviceLog log) {
    this.tun = tun;
    this.log = log;
  }

  /**
   * The next packet, good until the next read; null where none waits.
   *
   * @throws KernelException EBADFD once the device was deleted
   */
  @Nullable Packet read() {
    int bytes = tun.read(reading);
    if (bytes < 0) {
      return null;
    }
    reading.get(0, array, WireGuard.HEADROOM, bytes);
    return packet.at(WireGuard.HEADROOM, bytes);
  }

  /** Hands a packet to the kernel; one it does not take is lost, as on any link. */
  void write(Packet delivered) {
    writing.clear().put(0, delivered.array(), delivered.offset(), delivered.length());
    try {
      tun.write(writing.limit(delivered.length()));
    } catch (KernelException e) {
      if (e.errno() != Errno.EIO) { // which says that the device is down
        log.verbose(() -> "Failed to write packet to TUN device: " + e.getMessage());
      }
    }
  }
}
