package dev.netlab.netlink.rtnetlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.netns.Commands;
import dev.netlab.netlink.netns.Namespace;
import dev.netlab.netlink.socket.NetlinkFamily;
import dev.netlab.netlink.socket.NetlinkSocket;
import dev.netlab.netlink.socket.Request;
import dev.netlab.netlink.syscall.Errno;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A kernel with netem, or without. */
class QdiscIT {
  /** Under a kernel that has netem it is made; under another it says that it has none. */
  @Test
  void theKernelHasNetemOrSaysThatItHasNot() {
    try (Namespace namespace = Namespace.create();
        NetlinkSocket socket = NetlinkSocket.open(NetlinkFamily.ROUTE, namespace)) {
      Request impair = Qdisc.impair("lo", Netem.parse("delay 1ms"), new Interfaces());
      if (!Qdisc.hasNetem()) {
        assertThatThrownBy(() -> socket.request(impair))
            .isInstanceOfSatisfying(
                KernelException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ENOENT));
        return;
      }
      socket.request(impair);
      assertThat(root(socket).netem()).contains(Netem.parse("delay 1ms"));
    }
  }

  @Tag("guest")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "delay 12ms",
        "delay 12ms 1ms loss 0.1% rate 1gbit",
        "limit 20 delay 1.5s duplicate 1% reorder 25%",
        "rate 512kbit",
        "rate 40gbit",
        "loss 33.3333%"
      })
  void whatIsSetIsWhatTcShowsAndWhatTcSetsIsRead(String words) throws IOException {
    try (Namespace namespace = Namespace.create();
        NetlinkSocket socket = NetlinkSocket.open(NetlinkFamily.ROUTE, namespace)) {
      Netem netem = Netem.parse(words);
      socket.request(Qdisc.impair("lo", Netem.parse("delay 1s loss 5%"), new Interfaces()));
      socket.request(Qdisc.impair("lo", netem, new Interfaces()));
      assertThat(withoutSeed(socket)).contains(netem);
      String ours = shown(namespace);
      socket.request(Qdisc.remove("lo", new Interfaces()));
      assertThat(shown(namespace)).doesNotContain("netem");
      Commands.in(namespace, ("tc qdisc add dev lo root netem " + words).split(" "));
      assertThat(ours).isEqualTo(shown(namespace)).contains("netem");
      assertThat(withoutSeed(socket)).contains(netem);
    }
  }

  /** Newer kernels tell which seed they chose. */
  private static Optional<Netem> withoutSeed(NetlinkSocket socket) {
    return root(socket).netem().map(netem -> netem.withSeed(OptionalLong.empty()));
  }

  /** Without the handle, which is a new one each time. */
  private static String shown(Namespace namespace) throws IOException {
    return Commands.in(namespace, "tc", "qdisc", "show", "dev", "lo")
        .replaceAll("netem [0-9a-f]+:", "netem")
        .replaceAll(" seed [0-9]+", "");
  }

  private static Qdisc root(NetlinkSocket socket) {
    List<Qdisc> all = Qdisc.dump(socket).stream().filter(q -> q.device() == 1 && q.root()).toList();
    assertThat(all).hasSize(1);
    return all.getFirst();
  }
}
