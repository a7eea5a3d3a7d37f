package dev.netlab.nft.kernel;

import static dev.netlab.nft.AclText.acl;
import static dev.netlab.nft.AclText.bind;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.nft.compile.AclCompiler;
import dev.netlab.nft.policy.Acl;
import dev.netlab.nft.policy.AclBinding.Direction;
import dev.netlab.nft.policy.AclTable;
import dev.netlab.nft.ruleset.Ruleset;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Client 10.0.1.2 - router - server 10.0.2.2, with ACLs at the router, and real packets. */
@Tag("kernel")
class AclPacketIT {
  private static final String LOST = "java.net.SocketTimeoutException: Receive timed out";

  private final Namespaces namespaces = new Namespaces();

  @BeforeEach
  void join() {
    List.of("client", "router", "server").forEach(namespaces::add);
    namespaces.join("client", "eth0", "10.0.1.2/24", "router", "left", "10.0.1.1/24");
    namespaces.join("server", "eth0", "10.0.2.2/24", "router", "right", "10.0.2.1/24");
    namespaces.in("client", "ip route add default via 10.0.1.1");
    namespaces.in("server", "ip route add default via 10.0.2.1");
    namespaces.in("router", "sysctl -qw net.ipv4.ip_forward=1");
    for (int port : new int[] {8001, 8002}) {
      namespaces.start("server", Probe.command("serve", Integer.toString(port)));
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> namespaces.in("server", "ss -Hlnu").contains(":" + port));
    }
  }

  @AfterEach
  void end() {
    namespaces.close();
  }

  /** What the client's interface lets in, and what the server's lets out; no answer passes left. */
  private void load(Acl in, Acl out) {
    AclTable table =
        new AclTable(
            "acls",
            List.of(in, out, acl("closed")),
            List.of(
                bind(in.name(), Direction.IN, "left"),
                bind(out.name(), Direction.OUT, "right"),
                bind("closed", Direction.OUT, "left")));
    namespaces.load("router", new Ruleset(List.of(AclCompiler.compile(table))));
  }

  private String ask(int port, int from) {
    return namespaces
        .in("client", String.join(" ", Probe.command("ask", "10.0.2.2", "" + port, "" + from)))
        .strip();
  }

  @Test
  void answersPassWhereTheConnectionWasRememberedAndOnlyThere() {
    Acl server = acl("server", "deny protocol=udp port=8002", "permit source=10.0.1.0/24");
    load(acl("in", "reflect"), server);
    assertThat(ask(8001, 6000)).isEqualTo("10.0.1.2 6000");
    assertThat(ask(8002, 6001)).isEqualTo(LOST);
    load(acl("in", "permit"), server);
    assertThat(ask(8001, 6002)).isEqualTo(LOST);
  }

  @Test
  void aRememberedConnectionSurvivesANewPolicyAndOthersDoNotBegin() {
    load(acl("in", "reflect"), acl("server", "permit protocol=udp port=8001"));
    assertThat(ask(8001, 6000)).isEqualTo("10.0.1.2 6000");
    load(acl("in", "reflect"), acl("server", "permit protocol=udp port=8002"));
    assertThat(ask(8001, 6000)).isEqualTo("10.0.1.2 6000");
    assertThat(ask(8001, 6001)).isEqualTo(LOST);
    assertThat(ask(8002, 6000)).isEqualTo("10.0.1.2 6000");
  }
}
