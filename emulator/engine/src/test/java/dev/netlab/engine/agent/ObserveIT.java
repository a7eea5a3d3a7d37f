package dev.netlab.engine.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.netlab.engine.links.GeneveDrop;
import dev.netlab.engine.links.GeneveTunnel;
import dev.netlab.engine.links.TestNode;
import dev.netlab.wireguard.protocol.DropReason;
import dev.netlab.wireguard.protocol.PacketEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes with a WireGuard and a GENEVE tunnel between them, and who watches the devices. */
class ObserveIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int ICMP_IN_IPV4 = 28;

  /** Bytes of a packet that no TCP segment is as short as: what was before it has been told. */
  private static final int LAST = ICMP_IN_IPV4 + 3;

  @TempDir Path directory;
  private final Deque<AutoCloseable> made = new ArrayDeque<>();
  private AgentFiles files;
  private AgentProcess process;
  private TestNode one;
  private TestNode two;

  @BeforeEach
  void make() throws IOException {
    files = new AgentFiles(directory);
    process = AgentProcess.start(files);
    made.push(process::stop);
    one = new TestNode();
    made.push(one);
    two = new TestNode();
    made.push(two);
    TestNode.join(one, two);
    String[] secret = {hex("wg genkey"), hex("wg genkey")};
    List<Device> devices = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      TestNode node = i == 0 ? one : two;
      Path namespace = Path.of("/run/netns", node.name);
      String remote = "192.0.2." + (2 - i);
      node.ip("tuntap add wg0 mode tun");
      node.silenceIpv6("wg0");
      node.ip("addr add 10.8.0." + (i + 1) + "/24 dev wg0");
      node.ip("link set wg0 up mtu 1420");
      node.ip("tuntap add g0 mode tap");
      node.address("g0", 1, i + 1);
      String configuration =
          "private_key=%s\nlisten_port=51820\npublic_key=%s\nallowed_ip=10.8.0.%d/32\n"
              .formatted(secret[i], publicKey(secret[1 - i]), 2 - i);
      devices.add(
          new Device.WireGuard(
              namespace,
              "wg0",
              directory.resolve("wireguard").resolve(i + ".sock"),
              configuration + "endpoint=" + remote + ":51820\n"));
      int id = i == 0 ? 7 : 8;
      devices.add(
          new Device.Geneve(namespace, "g0", GeneveTunnel.to(id, InetAddress.ofLiteral(remote))));
    }
    Files.writeString(files.devices(), DeviceJson.write(devices));
    try (AgentClient client = connect()) {
      client.attach();
    }
  }

  @AfterEach
  void remove() throws Exception {
    while (!made.isEmpty()) {
      made.pop().close();
    }
  }

  private AgentClient connect() {
    return AgentClient.connect(files, process, PATIENCE);
  }

  private static String hex(String command) {
    String base64 = TestNode.run("sh", "-c", command).strip();
    return HexFormat.of().formatHex(Base64.getDecoder().decode(base64));
  }

  private static String publicKey(String secret) {
    String base64 = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(secret));
    return hex("echo " + base64 + " | wg pubkey");
  }

  /** Reads events on a thread of its own until it is closed. */
  private final class Watcher implements AutoCloseable {
    final List<DeviceEvent> seen = new CopyOnWriteArrayList<>();
    private final DeviceEvents events = connect().observe();

    Watcher() {
      Thread.ofPlatform().start(this::run);
    }

    private void run() {
      for (DeviceEvent event = events.next(); event != null; event = events.next()) {
        seen.add(event);
      }
    }

    List<PacketEvent> at(TestNode node) {
      Path namespace = Path.of("/run/netns", node.name);
      List<PacketEvent> observations = new ArrayList<>();
      for (DeviceEvent event : seen) {
        if (event instanceof DeviceEvent.WireGuard told && told.namespace().equals(namespace)) {
          observations.add(told.event());
        }
      }
      return observations;
    }

    void await(TestNode node, Predicate<PacketEvent> wanted) {
      org.awaitility.Awaitility.await().untilAsserted(() -> assertThat(at(node)).anyMatch(wanted));
    }

    @Override
    public void close() {
      events.close();
    }
  }

  @Test
  void aPingIsFollowedThroughBothDevicesByBothObservers() throws Exception {
    try (Watcher first = new Watcher();
        Watcher second = new Watcher()) {
      assertThat(one.sh("ping -c 1 -W 4 10.8.0.2")).contains(" 1 received");
      for (Watcher watcher : List.of(first, second)) {
        watcher.await(one, PacketEvent.Opened.class::isInstance);
        assertThat(watcher.at(one))
            .extracting(each -> each.getClass().getSimpleName())
            .containsExactly(
                "Staged", "HandshakeSent", "HandshakeReceived", "SessionBegun", "Sealed", "Opened");
        assertThat(watcher.at(two))
            .extracting(each -> each.getClass().getSimpleName())
            .containsExactly(
                "HandshakeReceived", "HandshakeSent", "SessionBegun", "Opened", "Sealed");
        PacketEvent.Sealed sealed = (PacketEvent.Sealed) watcher.at(one).get(4);
        PacketEvent.Opened opened = (PacketEvent.Opened) watcher.at(two).get(3);
        assertThat(sealed.inner()).isEqualTo(opened.inner());
        assertThat(sealed.inner().length()).isEqualTo(84);
        assertThat(sealed.transport().receiver()).isEqualTo(opened.transport().receiver());
        assertThat(sealed.transport().counter()).isEqualTo(opened.transport().counter());
        assertThat(sealed.transport().endpoint()).hasToString("192.0.2.2:51820");
      }
      DeviceEvent.WireGuard event =
          first.seen.stream()
              .filter(DeviceEvent.WireGuard.class::isInstance)
              .map(DeviceEvent.WireGuard.class::cast)
              .findFirst()
              .orElseThrow();
      assertThat(event.interfaceName()).isEqualTo("wg0");
      assertThat(Duration.ofNanos(System.currentTimeMillis() * 1_000_000 - event.nanos()))
          .isBetween(Duration.ofMillis(-1), Duration.ofMinutes(1));
    }
  }

  @Test
  void whatIsRefusedSaysWhy() throws Exception {
    try (Watcher watcher = new Watcher()) {
      one.sh("ping -c 1 -W 0.2 10.8.0.3 || true");
      watcher.await(
          one,
          each ->
              each instanceof PacketEvent.NotSealed(_, var why, _) && why == DropReason.NO_PEER);
      one.ip("addr add 10.8.0.9/24 dev wg0");
      one.sh("ping -c 1 -W 1 -I 10.8.0.9 10.8.0.2 || true");
      watcher.await(
          two,
          each ->
              each instanceof PacketEvent.NotDelivered(_, var why, _)
                  && why == DropReason.SOURCE_NOT_ALLOWED);
      one.ip("neigh add 10.9.1.2 lladdr 02:00:00:00:00:02 dev g0");
      one.sh("ping -c 1 -W 0.2 10.9.1.2 || true");
      await()
          .untilAsserted(
              () ->
                  assertThat(watcher.seen)
                      .anyMatch(
                          each ->
                              each instanceof DeviceEvent.Geneve(var namespace, _, _, var refusal)
                                  && namespace.endsWith(two.name)
                                  && refusal.reason() == GeneveDrop.Reason.UNKNOWN_VNI
                                  && InetAddress.ofLiteral("192.0.2.1").equals(refusal.from())));
    }
  }

  /** TCP, so that what a busy machine loses is sent again and none of it is missing. */
  @Test
  void thousandsOfPacketsASecondAreAllTold() throws Exception {
    Process server = two.start("iperf3 -s -1");
    await().until(() -> two.sh("ss -lnt").contains(":5201"));
    Counted counted = new Counted();
    try (DeviceEvents events = connect().observe()) {
      Thread.ofPlatform().start(() -> counted.read(events));
      one.sh("iperf3 -c 10.8.0.2 -b 110M -n 30M");
      server.waitFor();
      one.sh("ping -c 1 -W 4 -s %d 10.8.0.2".formatted(LAST - ICMP_IN_IPV4));
      await().until(() -> counted.sealedLast && counted.openedLast);
      assertThat(counted.sealed).isGreaterThan(20_000).isEqualTo(counted.lastCounter + 1);
      assertThat(counted.opened).isEqualTo(counted.sealed);
      assertThat(counted.lost).isZero();
    } finally {
      server.destroy();
    }
  }

  /** What the first node's device sealed, and the second's opened, up to the last packet. */
  private final class Counted {
    volatile long sealed;
    volatile long lastCounter;
    volatile long opened;
    volatile long lost;
    volatile boolean sealedLast;
    volatile boolean openedLast;

    void read(DeviceEvents events) {
      long sealedNow = 0;
      long openedNow = 0;
      for (DeviceEvent event = events.next(); event != null; event = events.next()) {
        switch (event) {
          case DeviceEvent.WireGuard(
                  var node,
                  _,
                  _,
                  PacketEvent.Sealed(var inner, var transport)) -> {
            if (node.endsWith(one.name)) {
              sealed = ++sealedNow;
              lastCounter = transport.counter();
              sealedLast |= inner.length() == LAST;
            }
          }
          case DeviceEvent.WireGuard(var node, _, _, PacketEvent.Opened(var inner, _)) -> {
            if (node.endsWith(two.name)) {
              opened = ++openedNow;
              openedLast |= inner.length() == LAST;
            }
          }
          case DeviceEvent.Lost(long count) -> lost = count;
          case DeviceEvent.WireGuard _,
              DeviceEvent.Geneve _,
              DeviceEvent.Wire _,
              DeviceEvent.AllTold _ -> {}
        }
      }
    }
  }

  @Test
  void whoAsksForAllHasBeenToldWhatWasBefore() throws Exception {
    try (DeviceEvents events = connect().observe()) {
      for (int i = 0; i < 10; i++) {
        assertThat(one.sh("ping -c 1 -W 4 10.8.0.2")).contains(" 1 received");
        events.askForAll();
        int carried = 0;
        for (DeviceEvent event = events.next();
            !(event instanceof DeviceEvent.AllTold);
            event = events.next()) {
          if (event instanceof DeviceEvent.WireGuard told
              && (told.event() instanceof PacketEvent.Sealed
                  || told.event() instanceof PacketEvent.Opened)) {
            carried++;
          }
        }
        assertThat(carried).as("request and answer, at both devices").isGreaterThanOrEqualTo(4);
      }
    }
  }

  @Test
  void anObserverThatDoesNotReadHoldsNobodyUpAndIsToldOfItsLoss() throws Exception {
    try (DeviceEvents events = connect().observe()) {
      assertThat(one.sh("ping -q -c 20000 -f -W 4 10.8.0.2")).contains(" 0% packet loss");
      long told = 0;
      long lost = 0;
      while (told + lost < 80_000) {
        DeviceEvent event = events.next();
        if (event instanceof DeviceEvent.Lost(long count)) {
          lost += count;
        } else {
          told++;
        }
      }
      assertThat(lost).isPositive();
    }
  }

  @Test
  void anObserverThatGoesAwayIsForgotten() throws Exception {
    DeviceEvents gone = connect().observe();
    try (Watcher stays = new Watcher()) {
      gone.close();
      assertThat(one.sh("ping -c 1 -W 4 10.8.0.2")).contains(" 1 received");
      stays.await(one, PacketEvent.Opened.class::isInstance);
    }
    try (AgentClient client = connect()) {
      assertThat(one.sh("ping -c 1 -W 4 10.8.0.2")).contains(" 1 received");
      assertThat(client.status().devices().getFirst().counters())
          .containsEntry("handshaking", 0L)
          .containsEntry("staged", 0L)
          .hasEntrySatisfying("lastHandshake", time -> assertThat(time).isPositive());
    }
  }
}
