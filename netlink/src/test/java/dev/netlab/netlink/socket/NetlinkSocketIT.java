package dev.netlab.netlink.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.netns.Namespace;
import dev.netlab.netlink.syscall.Errno;
import dev.netlab.netlink.wire.Message;
import dev.netlab.netlink.wire.MessageWriter;
import dev.netlab.netlink.wire.Netlink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Numbers are those of {@code linux/rtnetlink.h}. */
class NetlinkSocketIT {
  private static final int RTM_NEWLINK = 16;
  private static final int RTM_GETLINK = 18;
  private static final int RTNLGRP_LINK = 1;
  private static final int CREATE = Netlink.NLM_F_CREATE | Netlink.NLM_F_EXCL;

  private final Namespace namespace = Namespace.create();
  private final NetlinkSocket socket = NetlinkSocket.open(NetlinkFamily.ROUTE, namespace);

  @AfterEach
  void close() {
    socket.close();
    namespace.close();
  }

  @Test
  void aDumpListsWhatIsThere() {
    assertThat(dump()).hasSize(1).allMatch(m -> m.type() == RTM_NEWLINK);
    assertThat(dump().getFirst().attributes(16).string(3, "")).isEqualTo("lo");
  }

  @Test
  void aBatchOfManyChunksIsDone() {
    List<Request> requests = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      requests.add(alias("a".repeat(100) + i));
    }
    requests.add(bridge("br0"));
    socket.execute(requests);
    assertThat(dump().getFirst().attributes(16).string(20, "")).endsWith("a1999");
    assertThat(dump()).hasSize(2);
  }

  @Test
  void theFirstRefusalIsToldAndLaterChunksAreNotSent() {
    List<Request> requests = new ArrayList<>();
    requests.add(bridge("br0"));
    requests.add(bridge("br0"));
    requests.add(bridge("name-that-is-too-long"));
    for (int i = 0; i < 1000; i++) {
      requests.add(alias("a".repeat(100)));
    }
    requests.add(bridge("br1"));
    Failure failure = socket.attempt(requests).orElseThrow();
    assertThat(failure.index()).isEqualTo(1);
    assertThat(failure.error().errno()).isEqualTo(Errno.EEXIST);
    assertThat(failure.error()).hasMessageStartingWith("add bridge br0: File exists");
    assertThat(dump()).as("lo and br0, no br1").hasSize(2);
    socket.execute(List.of(bridge("br2")));
    assertThat(dump()).as("the conversation goes on").hasSize(3);
  }

  @Test
  void aLastRefusalIsTold() {
    assertThat(socket.attempt(List.of(bridge("br0"), bridge("br0"))).orElseThrow().index())
        .isEqualTo(1);
  }

  @Test
  void theKernelsWordsAreKept() {
    Request request = bridge("a/b");
    assertThatThrownBy(() -> socket.request(request))
        .isInstanceOf(KernelException.class)
        .hasMessageContaining("add bridge a/b: Invalid argument (errno 22)");
    Message bad = new MessageWriter(RTM_GETLINK, 0).header8(0).message();
    assertThatThrownBy(() -> socket.dump(new Request("list links", bad)))
        .isInstanceOfSatisfying(
            KernelException.class,
            e -> {
              assertThat(e.kernelWords()).isEqualTo("Invalid header for link dump");
              assertThat(e.offset()).isEmpty();
              assertThat(e.missingAttribute()).isEmpty();
            });
  }

  @Test
  void thePlaceInTheRequestThatTheKernelRejectsIsKept() {
    int ifname = Netlink.HEADER + 16;
    int mtu = ifname + 4 + "lo".length() + 2;
    Message shortMtu = link(RTM_NEWLINK, 0, 1).string(3, "lo").u16(4, 1400).message();
    assertThatThrownBy(() -> socket.request(new Request("set the MTU of lo", shortMtu)))
        .isInstanceOfSatisfying(KernelException.class, e -> assertThat(e.offset()).hasValue(mtu));
  }

  @Test
  @SuppressWarnings("try")
  void aListenerHearsItsGroupAndIsWokenAndClosed() throws Exception {
    try (NetlinkListener listener = NetlinkListener.open(NetlinkFamily.ROUTE, 1 << 20, namespace)) {
      listener.join(RTNLGRP_LINK);
      assertThat(listener.receive(Duration.ZERO)).isInstanceOf(Incoming.TimedOut.class);
      socket.execute(List.of(bridge("br0")));
      assertThat(listener.receive(Duration.ofSeconds(5)))
          .isInstanceOfSatisfying(
              Incoming.Messages.class,
              heard -> {
                assertThat(heard.nsid()).isEqualTo(-1);
                assertThat(heard.messages().getFirst().attributes(16).string(3, ""))
                    .isEqualTo("br0");
              });
      while (listener.receive(Duration.ZERO) instanceof Incoming.Messages) {}
      CompletableFuture<Incoming> woken = receiveForever(listener);
      listener.wake();
      assertThat(woken.get(10, TimeUnit.SECONDS)).isInstanceOf(Incoming.Woken.class);
      CompletableFuture<Incoming> closed = receiveForever(listener);
      listener.close();
      assertThat(closed.get(10, TimeUnit.SECONDS)).isInstanceOf(Incoming.Closed.class);
      assertThat(listener.receive(Duration.ZERO)).isInstanceOf(Incoming.Closed.class);
    }
  }

  @Test
  void lostEventsAreSaid() {
    try (NetlinkListener listener = NetlinkListener.open(NetlinkFamily.ROUTE, 4096, namespace)) {
      listener.join(RTNLGRP_LINK);
      List<Request> requests = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        requests.add(bridge("br" + i));
      }
      socket.execute(requests);
      List<Incoming> heard = new ArrayList<>();
      do {
        heard.add(listener.receive(Duration.ZERO));
      } while (!(heard.getLast() instanceof Incoming.TimedOut));
      assertThat(heard).hasAtLeastOneElementOfType(Incoming.Lost.class);
    }
  }

  @Test
  void namespacesWithAnIdAreHeardToo() {
    try (Namespace other = Namespace.create();
        NetlinkSocket there = NetlinkSocket.open(NetlinkFamily.ROUTE, other);
        NetlinkListener listener = NetlinkListener.open(NetlinkFamily.ROUTE, 1 << 20, namespace)) {
      // RTM_NEWNSID with NETNSA_NSID and NETNSA_FD of linux/net_namespace.h.
      MessageWriter nsid =
          new MessageWriter(88, 0).header32(0).u32(1, 7).u32(3, other.fd().number());
      socket.execute(List.of(new Request("number a namespace", nsid.message())));
      listener.join(RTNLGRP_LINK).listenToAllNamespaces();
      there.execute(List.of(bridge("br-there")));
      assertThat(listener.receive(Duration.ofSeconds(5)))
          .isInstanceOfSatisfying(
              Incoming.Messages.class, heard -> assertThat(heard.nsid()).isEqualTo(7));
    }
  }

  private static CompletableFuture<Incoming> receiveForever(NetlinkListener listener) {
    return CompletableFuture.supplyAsync(() -> listener.receive(Duration.ofMinutes(1)));
  }

  private List<Message> dump() {
    return socket.dump(new Request("list links", link(RTM_GETLINK, 0, 0).message()));
  }

  private static Request bridge(String name) {
    MessageWriter writer = link(RTM_NEWLINK, CREATE, 0).string(3, name);
    return new Request(
        "add bridge " + name, writer.nest(18, info -> info.string(1, "bridge")).message());
  }

  private static Request alias(String alias) {
    return new Request("name lo", link(RTM_NEWLINK, 0, 1).string(20, alias).message());
  }

  private static MessageWriter link(int type, int flags, int index) {
    return new MessageWriter(type, flags)
        .header8(0)
        .header8(0)
        .header16(0)
        .header32(index)
        .header32(0)
        .header32(0);
  }
}
