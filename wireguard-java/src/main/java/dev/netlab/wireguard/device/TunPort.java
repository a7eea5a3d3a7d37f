package dev.netlab.wireguard.device;

import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.syscall.Errno;
import dev.netlab.netlink.tun.Offload;
import dev.netlab.netlink.tun.PacketCutter;
import dev.netlab.netlink.tun.PacketJoiner;
import dev.netlab.netlink.tun.TunDevice;
import dev.netlab.wireguard.ip.PacketView;
import dev.netlab.wireguard.protocol.WireGuard;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The TUN device. The kernel hands over and takes TCP and UDP in trains of many packets, which are
 * cut and joined here.
 */
final class TunPort {
  private final TunDevice tun;
  private final DeviceLog log;
  private final PacketCutter cutter = new PacketCutter();
  private final PacketJoiner joiner;

  TunPort(TunDevice tun, DeviceLog log) {
    this.tun = tun;
    this.log = log;
    EnumSet<Offload> wanted = EnumSet.allOf(Offload.class);
    wanted.remove(Offload.TSO_ECN);
    Set<Offload> offloads = tun.offload(wanted);
    this.joiner =
        offloads.contains(Offload.USO4)
            ? PacketJoiner.ofTcpAndUdp(this::write)
            : PacketJoiner.ofTcp(this::write);
  }

  /**
   * Reads once; each packet that makes is good until the consumer returns.
   *
   * @return how many packets; 0 where none waits
   * @throws KernelException EBADFD once the device was deleted
   */
  int read(TurnMemory memory, Consumer<PacketView> consumer) {
    ByteBuffer reading = memory.reading;
    int bytes = tun.read(reading);
    if (bytes < 0) {
      return 0;
    }
    byte[] array = memory.packet;
    PacketView packet = new PacketView(array, WireGuard.HEADROOM, 0);
    int count = 0;
    for (cutter.begin(reading, bytes); cutter.hasNext(); count++) {
      int length = cutter.next(array, WireGuard.HEADROOM);
      consumer.accept(packet.at(WireGuard.HEADROOM, length));
    }
    return Math.max(1, count);
  }

  /** Joins packets in memory that is lent until the next {@link #flush}. */
  void begin(TurnMemory memory) {
    joiner.lend(memory.joining);
  }

  /** Takes a packet for the kernel; it may wait for {@link #flush}. */
  void write(PacketView delivered) {
    joiner.write(delivered.array(), delivered.offset(), delivered.length());
  }

  void flush() {
    joiner.flush();
  }

  /** What the kernel does not take is lost, as on any link. */
  private void write(ByteBuffer joined) {
    try {
      tun.write(joined);
    } catch (KernelException e) {
      if (e.errno() != Errno.EIO) { // which says that the device is down
        log.verbose(() -> "Failed to write packet to TUN device: " + e.getMessage());
      }
    }
  }
}
