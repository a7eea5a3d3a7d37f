package dev.netlab.engine.links;

import dev.netlab.engine.links.GeneveDrop.Reason;
import dev.netlab.netlink.syscall.Const;
import dev.netlab.netlink.syscall.Sys;
import dev.netlab.wireguard.ip.PacketPrefix;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reports to an observer, if there is one, what the tunnels of one namespace drop. */
record DropReporter(long namespace, Supplier<@Nullable GeneveObserver> observer) {

  /**
   * A datagram, from its GENEVE header on, that came from the {@code sockaddr} at {@code nameAt}.
   */
  void datagram(
      @Nullable String device,
      Reason why,
      ByteBuffer data,
      int at,
      int length,
      ByteBuffer names,
      int nameAt) {
    GeneveObserver told = observer.get();
    if (told != null) {
      InetAddress from = SocketAddress.address(names, nameAt);
      report(told, new GeneveDrop(namespace, device, why, from, excerpt(data, at, length)));
    }
  }

  /** A frame from the interface. */
  void frame(String device, Reason why, ByteBuffer data, int at, int length) {
    GeneveObserver told = observer.get();
    if (told != null) {
      report(told, new GeneveDrop(namespace, device, why, null, excerpt(data, at, length)));
    }
  }

  private static void report(GeneveObserver told, GeneveDrop refusal) {
    told.dropped(Sys.clock(Const.CLOCK_REALTIME), refusal);
  }

  private static PacketPrefix excerpt(ByteBuffer data, int at, int length) {
    byte[] bytes = new byte[Math.min(PacketPrefix.MOST, length)];
    data.get(at, bytes);
    return PacketPrefix.of(bytes, length);
  }
}
