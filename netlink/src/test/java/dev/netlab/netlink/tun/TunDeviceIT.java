package dev.netlab.netlink.tun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.TestNamespace;
import dev.netlab.netlink.syscall.Errno;
import dev.netlab.netlink.syscall.IoVectors;
import dev.netlab.netlink.syscall.Memory;
import dev.netlab.netlink.syscall.Poller;
import dev.netlab.netlink.tun.TunDevice.Carrier;
import dev.netlab.netlink.tun.TunOptions.Feature;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TunDeviceIT {
  private TestNamespace namespace;

  @BeforeEach
  void make() {
    namespace = new TestNamespace();
  }

  @AfterEach
  void remove() {
    namespace.close();
  }

  @Test
  void answersARealPing() throws Exception {
    Thread answering;
    Poller poller = new Poller();
    try (TunDevice tun = namespace.call(() -> TunDevice.open(TunOptions.tun("t0")))) {
      namespace.ip("addr add 10.9.0.1/24 dev t0");
      namespace.ip("link set t0 up");
      poller.add(tun.fd());
      answering = Thread.ofPlatform().start(() -> answerPings(tun, poller));
      namespace.sh("ping -c 1 -W 5 10.9.0.2 && ping -c 1 -W 5 10.9.0.2");
      poller.close();
      answering.join();
    }
  }

  /** Swaps addresses and turns requests into replies, gathered from two buffers. */
  private static void answerPings(TunDevice tun, Poller poller) {
    ByteBuffer in = Memory.allocate(2000).order(ByteOrder.BIG_ENDIAN);
    ByteBuffer header = Memory.allocate(24).order(ByteOrder.BIG_ENDIAN);
    IoVectors out = new IoVectors(2);
    while (poller.poll(-1)) {
      int bytes = tun.read(in);
      if (bytes < 0 || in.get(0) >> 4 != 4 || in.get(20) != 8) {
        continue;
      }
      header.put(0, in, 0, 24).putInt(12, in.getInt(16)).putInt(16, in.getInt(12));
      int sum = Short.toUnsignedInt(in.getShort(22)) + 0x0800;
      header.put(20, (byte) 0).putShort(22, (short) (sum + (sum >>> 16)));
      tun.write(out.clear().add(header, 0, 24).add(in, 24, bytes - 24));
    }
  }

  @Test
  void staysInTheNamespaceItWasOpenedInAndTellsWhatTheKernelTells() {
    try (TunDevice tap = namespace.call(() -> TunDevice.open(TunOptions.tap("tap%d")))) {
      assertThat(tap.name()).isEqualTo("tap0");
      tap.mtu(1400);
      assertThat(tap.mtu()).isEqualTo(1400);
      assertThat(namespace.ip("-o link show tap0"))
          .startsWith(tap.index() + ": tap0:")
          .contains("mtu 1400");
      namespace.ip("link set tap0 up");
      tap.carrier(Carrier.OFF);
      await().until(() -> namespace.ip("link show tap0").contains("NO-CARRIER"));
      tap.carrier(Carrier.ON);
      await().until(() -> !namespace.ip("link show tap0").contains("NO-CARRIER"));
      namespace.ip("link set tap0 down");
      namespace.ip("link set tap0 name renamed");
      assertThat(tap.name()).isEqualTo("renamed");
    }
    assertThat(namespace.ip("link")).doesNotContain("renamed");
  }

  @Test
  void aPersistentDeviceStaysAndIsAttachedToAgain() {
    TunOptions options = TunOptions.tun("keep").with(Feature.PERSISTENT);
    namespace.call(() -> TunDevice.open(options)).close();
    assertThat(namespace.ip("link show keep")).contains("keep");
    assertThatThrownBy(() -> namespace.call(() -> TunDevice.open(options.with(Feature.EXCLUSIVE))))
        .hasRootCauseInstanceOf(KernelException.class)
        .hasStackTraceContaining("open TUN device keep");
    TunDevice again = namespace.call(() -> TunDevice.open(options));
    again.forget();
    again.close();
    assertThat(namespace.ip("link")).doesNotContain("keep");
  }

  @Test
  void offloadsThatTheKernelKnowsAreInForce() {
    TunOptions options = TunOptions.tun("t0").with(Feature.VNET_HEADER);
    try (TunDevice tun = namespace.call(() -> TunDevice.open(options))) {
      Set<Offload> wanted = EnumSet.allOf(Offload.class);
      wanted.remove(Offload.TSO_ECN);
      assertThat(tun.offload(wanted)).contains(Offload.CSUM, Offload.TSO4, Offload.TSO6);
      assertThat(namespace.sh("ip -d link show t0")).contains("vnet_hdr on");
    }
  }

  @Test
  void readsAndWritesTellHowItIs() throws Exception {
    TunDevice tun = namespace.call(() -> TunDevice.open(TunOptions.tun("t0")));
    ByteBuffer buffer = Memory.allocate(100);
    assertThat(tun.read(buffer)).isEqualTo(-1);
    assertThatThrownBy(() -> tun.write(buffer.put(0, (byte) 0x45)))
        .isInstanceOfSatisfying(
            KernelException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EIO));
    namespace.ip("addr add 10.9.0.1/24 dev t0");
    namespace.ip("link set t0 up");
    namespace.sh("for i in 1 2 3; do ping -c 1 -W 0.01 10.9.0.$((i+1)) || true; done");
    ByteBuffer[] many = new ByteBuffer[64];
    for (int i = 0; i < many.length; i++) {
      many[i] = Memory.allocate(2000).position(10);
    }
    int got = tun.read(many);
    assertThat(got).isGreaterThanOrEqualTo(3).isLessThan(64);
    assertThat(many[0].remaining()).isGreaterThanOrEqualTo(40);
    tun.close();
  }

  @Test
  void aDeletedDeviceIsAnError() {
    try (TunDevice tun = namespace.call(() -> TunDevice.open(TunOptions.tun("t0")))) {
      namespace.ip("link del t0");
      assertThatThrownBy(() -> tun.read(Memory.allocate(100)))
          .isInstanceOfSatisfying(
              KernelException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EBADFD))
          .hasMessageContaining("read from t0");
    }
  }
}
