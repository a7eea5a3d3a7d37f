package dev.netlab.engine.links;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.netlab.netlink.rtnetlink.Netem;
import dev.netlab.netlink.tun.TunDevice;
import dev.netlab.netlink.tun.TunOptions;
import dev.netlab.netlink.tun.TunOptions.Feature;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What wires do, measured by datagrams that go over them. */
class WireIT {
  private static final int PORT = 5000;
  private static final int PAYLOAD = 1000;

  /** With Ethernet, IPv4 and UDP. */
  private static final int FRAME = PAYLOAD + 42;

  private final TestNode one = new TestNode();
  private final TestNode two = new TestNode();
  private final Wires wires = new Wires();
  private final AtomicBoolean over = new AtomicBoolean();
  private final ConcurrentLinkedQueue<Arrival> arrivals = new ConcurrentLinkedQueue<>();
  private Wire wire;
  private DatagramChannel sender;
  private DatagramChannel receiver;
  private Thread receiving;

  /** A datagram: its number, when it was sent and when it came. */
  private record Arrival(int number, long sent, long came) {
    double millis() {
      return (came - sent) / 1e6;
    }
  }

  @BeforeEach
  void make() throws IOException {
    for (TestNode node : List.of(one, two)) {
      TunOptions lasting = TunOptions.tap("w0").with(Feature.PERSISTENT);
      node.namespace.run(() -> TunDevice.open(lasting).close());
      node.silenceIpv6("w0");
    }
    wire = wires.open(plug(one, ""), plug(two, ""));
    one.ip("addr add 192.0.2.1/24 dev w0");
    two.ip("addr add 192.0.2.2/24 dev w0");
    one.ip("link set w0 up");
    two.ip("link set w0 up");
    String mac = two.ip("-o link show w0").replaceAll("(?s).*link/ether (\\S+).*", "$1");
    one.ip("neigh add 192.0.2.2 lladdr " + mac + " dev w0 nud permanent");
    await().until(() -> one.ip("link show w0").contains("state UP"));
    sender = one.namespace.<DatagramChannel, IOException>call(DatagramChannel::open);
    receiver = two.namespace.<DatagramChannel, IOException>call(DatagramChannel::open);
    sender.bind(new InetSocketAddress("192.0.2.1", 0));
    receiver.setOption(StandardSocketOptions.SO_RCVBUF, 4 << 20);
    receiver.bind(new InetSocketAddress("192.0.2.2", PORT));
    receiving = Thread.ofPlatform().start(this::receive);
  }

  private static Wire.Plug plug(TestNode node, String netem) {
    return new Wire.Plug(node.namespace, "w0", Netem.parse(netem));
  }

  private void receive() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(2048);
    while (!over.get()) {
      try {
        receiver.receive(buffer.clear());
        arrivals.add(new Arrival(buffer.getInt(0), buffer.getLong(4), System.nanoTime()));
      } catch (IOException closed) {
        return;
      }
    }
  }

  @AfterEach
  void remove() throws Exception {
    over.set(true);
    sender.close();
    receiver.close();
    receiving.join();
    wires.close();
    one.close();
    two.close();
  }

  private void send(int number) throws IOException {
    ByteBuffer datagram = ByteBuffer.allocate(PAYLOAD);
    datagram.putInt(0, number).putLong(4, System.nanoTime());
    sender.send(datagram, new InetSocketAddress("192.0.2.2", PORT));
  }

  private WireEnd near() {
    return wire.ends().getFirst();
  }

  private void awaitArrivals(int count) {
    await().pollInterval(Duration.ofMillis(2)).until(() -> arrivals.size() >= count);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 25})
  void aDelayIsKept(int millis) throws IOException {
    near().impair(Netem.parse("delay " + millis + "ms"));
    for (int i = 1; i <= 31; i++) {
      send(i);
      awaitArrivals(i);
    }
    // The least: of the others some waited for a processor, at one of three places on their way.
    double least = arrivals.stream().mapToDouble(Arrival::millis).min().orElseThrow();
    assertThat(least).isBetween((double) millis, millis + Math.max(1, millis * 0.1));
  }

  @Test
  void asManyAreLostAsSaid() throws IOException {
    near().impair(Netem.parse("loss 2% seed 5"));
    long before = near().counters().sent();
    int sent = 10_000;
    for (int i = 1; i <= sent; i++) {
      send(i);
      if (i % 100 == 0) {
        // The TAP's own queue must not be what loses some.
        int done = i;
        await()
            .pollInterval(Duration.ofMillis(1))
            .until(() -> near().counters().sent() - before + near().counters().lost() >= done);
      }
    }
    long lost = near().counters().lost();
    // The binomial's 99 %: 200 plus and minus 2.576 times its deviation of 14.
    assertThat(lost).isBetween(164L, 236L);
    awaitArrivals((int) (sent - lost));
    assertThat(arrivals.size()).isEqualTo((int) (sent - lost));
  }

  @Test
  void aRateIsKept() {
    near().impair(Netem.parse("rate 20mbit"));
    // A rate that is too low is so in each burst; in some a thread waited for a processor.
    await().until(() -> burst(480, FRAME * 8 / 20e6), slower -> slower < 1.05);
  }

  /**
   * Sends datagrams at once: they come in order, and none before its time.
   *
   * @param seconds that the rate leaves to each
   * @return how much longer all of them took than that
   */
  private double burst(int count, double seconds) throws IOException {
    arrivals.clear();
    for (int i = 1; i <= count; i++) {
      send(i);
    }
    awaitArrivals(count);
    List<Arrival> all = List.copyOf(arrivals);
    assertThat(all).extracting(Arrival::number).isSorted();
    long start = all.getFirst().sent();
    // The wire's times are whole nanoseconds, cut off.
    assertThat(all)
        .allSatisfy(
            each ->
                assertThat((each.came() - start) / 1e9)
                    .isGreaterThan(0.9999 * each.number() * seconds));
    return (all.getLast().came() - start) / 1e9 / (count * seconds);
  }

  @Test
  void oneEndGoesDownAndTheOtherLosesItsCarrier() throws IOException {
    List<WireDrop> told = Collections.synchronizedList(new ArrayList<>());
    wires.observe((nanos, loss) -> told.add(loss));
    near().impair(Netem.parse("delay 1s"));
    send(1);
    two.ip("link set w0 down");
    await().until(() -> one.ip("link show w0").contains("NO-CARRIER"));
    await()
        .untilAsserted(
            () ->
                assertThat(List.copyOf(told))
                    .anySatisfy(
                        loss -> {
                          assertThat(loss.reason()).isEqualTo(WireDrop.Reason.NOT_TAKEN);
                          assertThat(loss.interfaceName()).isEqualTo("w0");
                          assertThat(loss.namespace()).isEqualTo(one.namespace.inode());
                          assertThat(loss.frame().length()).isEqualTo(FRAME);
                        }));
    assertThat(near().counters().notTaken()).isPositive();
    two.ip("link set w0 up");
    await().until(() -> one.ip("link show w0").contains("state UP"));
  }

  @Test
  void aWireEndsWithOneOfItsTaps() {
    two.ip("link del w0");
    assertThatThrownBy(() -> wire.ended().join()).isInstanceOf(CompletionException.class);
    await().until(() -> one.ip("link show w0").contains("NO-CARRIER"));
  }
}
