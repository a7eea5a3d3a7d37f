package dev.netlab.netlink.netfilter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.TestNamespace;
import dev.netlab.netlink.netfilter.TableOwner.Chain;
import dev.netlab.netlink.netfilter.TableOwner.Hook;
import dev.netlab.netlink.netfilter.TableOwner.Traced;
import dev.netlab.netlink.netns.Namespace;
import dev.netlab.netlink.nft.Nft;
import dev.netlab.netlink.nft.Nft.Format;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TableOwnerIT {
  private static final List<Chain> CHAINS =
      List.of(
          new Chain("first", Hook.OUTPUT, -2147483647, Optional.of(new Traced(200, 500))),
          new Chain("last", Hook.INPUT, 10_000, Optional.empty()));

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

  @Test
  void isWhatNftWouldMakeOfTheSameText() {
    try (TableOwner owner = TableOwner.open(namespace)) {
      owner.create("owned", CHAINS);
      assertThat(Nft.find().list(namespace, Format.HANDLES).replaceAll("\\s+", " "))
          .contains("table inet owned {", "flags owner")
          .contains("type filter hook output priority -2147483647; policy accept;")
          .contains("limit rate 200/second burst 500 packets meta nftrace set 1")
          .contains("type filter hook input priority 10000; policy accept;");
    }
  }

  @Test
  void isNobodyElsesAndGoesWithItsOwner() {
    try (TableOwner owner = TableOwner.open(namespace)) {
      owner.create("owned", CHAINS);
      assertThatExceptionOfType(KernelException.class)
          .isThrownBy(() -> Nft.find().apply(namespace, "delete table inet owned"))
          .withMessageContaining("Operation not permitted");
    }
    assertThat(test.sh("nft list tables")).isEmpty();
  }

  @Test
  void deletesOneTableAndKeepsTheOthers() {
    try (TableOwner owner = TableOwner.open(namespace)) {
      owner.create("one", CHAINS);
      owner.create("two", CHAINS);
      owner.delete("one");
      assertThat(test.sh("nft list tables")).contains("table inet two").doesNotContain("one");
      assertThatExceptionOfType(KernelException.class)
          .isThrownBy(() -> owner.delete("one"))
          .withMessage("delete nft table inet one: No such file or directory (errno 2)");
      owner.create("one", CHAINS);
      assertThat(test.sh("nft list tables")).contains("table inet one", "table inet two");
    }
    assertThat(test.sh("nft list tables")).isEmpty();
  }

  @Test
  void whatIsRefusedLeavesNothingAndIsNamed() {
    Chain tooLong = new Chain("x".repeat(300), Hook.INPUT, 0, Optional.empty());
    try (TableOwner owner = TableOwner.open(namespace)) {
      assertThatExceptionOfType(KernelException.class)
          .isThrownBy(() -> owner.create("owned", List.of(CHAINS.getFirst(), tooLong)))
          .withMessageContaining("add nft chain inet owned xxx");
      assertThat(test.sh("nft list tables")).isEmpty();
    }
  }
}
