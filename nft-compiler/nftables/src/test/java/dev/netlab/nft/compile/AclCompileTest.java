package dev.netlab.nft.compile;

import static dev.netlab.nft.AclText.acl;
import static dev.netlab.nft.AclText.bind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netlab.nft.Golden;
import dev.netlab.nft.policy.AclBinding.Direction;
import dev.netlab.nft.policy.AclTable;
import dev.netlab.nft.ruleset.Ruleset;
import java.util.List;
import org.junit.jupiter.api.Test;

class AclCompileTest {
  @Test
  void compilesLocalAndGlobalTables() {
    AclTable table =
        new AclTable(
            "contiv",
            List.of(
                acl("reflective", "reflect"),
                acl(
                    "pod/10.1.1.5",
                    "deny source=10.1.1.7 protocol=tcp port=80",
                    "permit source=10.1.1.0/24,fd01::/64 protocol=tcp port=80-90",
                    "permit protocol=icmp icmp-type=echo-request"),
                acl("global", "permit protocol=udp port=4789", "deny source=10.1.1.9", "permit")),
            List.of(
                bind("reflective", Direction.IN, "tap5", "eth0", "loop0", "tap0"),
                bind("pod/10.1.1.5", Direction.OUT, "tap5"),
                bind("global", Direction.OUT, "eth0", "loop0", "tap0")));
    Ruleset ruleset = new Ruleset(List.of(AclCompiler.compile(table)));
    assertThat(ruleset.text()).isEqualTo(Golden.expected("acl"));
  }

  @Test
  void rejectsWhatContradictsItself() {
    assertThatThrownBy(() -> acl("a", "permit in=eth0")).hasMessageContaining("is said where");
    assertThatThrownBy(() -> acl("a b", "permit")).hasMessageContaining("cannot be an ACL's name");
    assertThatThrownBy(() -> new AclTable("t", List.of(acl("a"), acl("a")), List.of()))
        .hasMessageContaining("two ACLs are called 'a'");
    assertThatThrownBy(
            () ->
                new AclTable(
                    "t", List.of(acl("global")), List.of(bind("globl", Direction.IN, "eth0"))))
        .hasMessage("unknown ACL 'globl'; did you mean global?");
    assertThatThrownBy(() -> bind("a", Direction.IN, "tap*")).hasMessageContaining("name each");
    assertThatThrownBy(
            () ->
                new AclTable(
                    "t",
                    List.of(acl("a"), acl("b")),
                    List.of(bind("a", Direction.IN, "eth0"), bind("b", Direction.IN, "eth0"))))
        .hasMessageContaining("'eth0' has two ACLs in one direction");
  }
}
