package dev.netlab.netlink.nft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.TestNamespace;
import dev.netlab.netlink.netns.Namespace;
import dev.netlab.netlink.nft.Nft.Format;
import dev.netlab.netlink.syscall.Const;
import dev.netlab.netlink.syscall.Fd;
import dev.netlab.netlink.syscall.NftablesLibrary;
import dev.netlab.netlink.syscall.Sys;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NftIT {
  private static final String RULESET =
      """
      table ip remap-podcidr {
      	chain prerouting {
      		type nat hook prerouting priority dstnat; policy accept;
      		ip daddr 10.201.0.0/16 counter dnat ip prefix to ip daddr map \
      { 10.201.0.0/16 : 10.200.0.0/16 } comment "lab.yaml:31 — größe"
      	}
      }
      """;

  private TestNamespace test;
  private Namespace namespace;

  @BeforeEach
  void make() {
    test = new TestNamespace();
    namespace = Namespace.open(Path.of("/run/netns", test.name()));
  }

  @AfterEach
  void remove() {
    namespace.close();
    test.close();
  }

  static Stream<Nft> both() {
    return Stream.of(
        new Libnftables(NftablesLibrary.load().orElseThrow()), NftCommand.find().orElseThrow());
  }

  @Test
  void theLibraryIsFoundHere() {
    assertThat(Nft.find()).isInstanceOf(Libnftables.class);
  }

  @ParameterizedTest
  @MethodSource("both")
  void appliesAndListsAsNftDoes(Nft nft) {
    assertThat(nft.list(namespace, Format.HANDLES)).isEmpty();
    nft.apply(namespace, RULESET);
    assertThat(nft.list(namespace, Format.HANDLES))
        .isEqualTo(test.sh("nft -a list ruleset"))
        .contains("table ip remap-podcidr", "lab.yaml:31 — größe", "# handle ");
    assertThat(nft.list(namespace, Format.JSON).strip())
        .isEqualTo(test.sh("nft -j list ruleset").strip())
        .startsWith("{\"nftables\":");
  }

  @ParameterizedTest
  @MethodSource("both")
  void whatIsRefusedChangesNothingAndKeepsNftsWords(Nft nft) {
    String wrong =
        "table ip a {\n}\ntable ip b {\n  chain c {\n    ip daddr 1.2.3.4 nonsense\n  }\n}\n";
    assertThatThrownBy(() -> nft.apply(namespace, wrong))
        .isInstanceOfSatisfying(
            KernelException.class,
            e -> assertThat(e.kernelWords()).contains("ruleset:5:", "nonsense", "Error: "));
    assertThatThrownBy(() -> nft.apply(namespace, "add table ip a\nadd rule ip a absent accept\n"))
        .hasMessageContaining("ruleset:2:")
        .hasMessageContaining("No such file or directory");
    assertThat(nft.list(namespace, Format.HANDLES)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("both")
  void namespacesAreApart(Nft nft) {
    try (Namespace other = Namespace.create()) {
      nft.apply(other, "add table inet elsewhere\n");
      assertThat(nft.list(other, Format.HANDLES)).contains("elsewhere");
      assertThat(nft.list(namespace, Format.HANDLES)).isEmpty();
      assertThat(test.sh("nft list tables")).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("both")
  void listsMoreThanAPipeHolds(Nft nft) {
    StringBuilder many = new StringBuilder("add table ip t\nadd chain ip t c\n");
    for (int i = 0; i < 3000; i++) {
      many.append("add rule ip t c ip saddr 10.0.").append(i / 250).append('.').append(i % 250);
      many.append(" accept\n");
    }
    nft.apply(namespace, many.toString());
    assertThat(nft.list(namespace, Format.HANDLES).lines().count()).isEqualTo(3004);
  }

  @ParameterizedTest
  @MethodSource("both")
  void textThatReadsFilesIsRejected(Nft nft) {
    assertThatThrownBy(() -> nft.apply(namespace, "include \"/etc/hostname\"\n"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** The library waits by select(2), and glibc ends the process where that is given one of them. */
  @ParameterizedTest
  @MethodSource("both")
  void worksWhereDescriptorsAreMany(Nft nft) {
    List<Fd> many = new ArrayList<>();
    try {
      do {
        many.add(Sys.socket("fill descriptors", Const.AF_INET, Const.SOCK_DGRAM, 0));
      } while (many.getLast().number() <= 1024);
      nft.apply(namespace, RULESET);
      assertThat(nft.list(namespace, Format.HANDLES)).contains("remap-podcidr");
      assertThat(many).as("they are still ours").allSatisfy(NftIT::assertIsOpen);
    } finally {
      many.forEach(Fd::close);
    }
  }

  @Test
  void iptablesOwnProgramsShowTheirRules() {
    assertThat(IptablesSave.ofIpv4(namespace)).isEmpty();
    test.sh("iptables-nft -A FORWARD -m addrtype --dst-type LOCAL -j ACCEPT");
    test.sh("ip6tables-nft -A INPUT -p tcp -m multiport --dports 80,443 -j DROP");
    assertThat(IptablesSave.ofIpv4(namespace))
        .contains("*filter", "-A FORWARD -m addrtype --dst-type LOCAL -j ACCEPT")
        .doesNotContain("443");
    assertThat(IptablesSave.ofIpv6(namespace)).contains("--dports 80,443 -j DROP");
    assertThat(Program.find("iptables-of-nobody")).isEmpty();
  }

  private static void assertIsOpen(Fd fd) {
    assertThat(Path.of("/proc/self/fd/" + fd.number())).exists();
  }
}
