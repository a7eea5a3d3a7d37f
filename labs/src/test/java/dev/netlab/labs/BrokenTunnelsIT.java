package dev.netlab.labs;

import static dev.netlab.insight.story.Ending.Outcome.DELIVERED;
import static dev.netlab.insight.story.Ending.Outcome.DROPPED;
import static dev.netlab.insight.story.Ending.Proof.INFERRED;
import static dev.netlab.insight.story.Ending.Proof.PROVEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.engine.agent.AgentException;
import dev.netlab.engine.site.LabAgent;
import dev.netlab.insight.story.Cause;
import dev.netlab.insight.story.Trace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tunnels that do not fit each other, or that nobody serves. */
class BrokenTunnelsIT extends BrokenLab {
  @Test
  void wrongTunnelId(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("lab.yaml");
    String right = "liqo.11111: {geneve: {id: 1,";
    String text = LabFolder.text(FILE);
    assertThat(text).contains(right);
    Files.writeString(file, text.replace(right, "liqo.11111: {geneve: {id: 7,"));
    try (TracedLab wrong = TracedLab.up(file, "nlt-broken-id")) {
      // The packet waits for its next hop's address; the question for that is what gets lost.
      request(wrong.trace("nginx-local", PING))
          .is(DROPPED, Cause.NO_TUNNEL, PROVEN, "gw-local:eth0")
          .says("question for the link-layer address of 10.71.0.3 was lost", "gw-local refuses it")
          .says("no tunnel at this port has its VNI, 1")
          .shows("it has liqo.11111, GENEVE id 7 from 172.18.0.2")
          .lastSeen("rome-worker:caliaaaaa in");
      wrong.in("rome-worker", "ip neigh replace 10.71.0.3 dev liqo.00000 lladdr 02:00:00:00:00:01");
      request(wrong.trace("nginx-local", PING))
          .is(DROPPED, Cause.NO_TUNNEL, PROVEN, "gw-local:eth0")
          .says("gw-local refuses it: no tunnel at this port has its VNI, 1")
          .lastSeen("gw-local:eth0 in");
    }
  }

  @Test
  void stoppedAgent() {
    LabAgent agent = lab.agent();
    assertThat(agent.condition()).isInstanceOf(LabAgent.Condition.Running.class);
    long pid = ((LabAgent.Condition.Running) agent.condition()).status().pid();
    lab.repairBy(lab::up);
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    // While it dies it may still take the question, and not answer.
    Awaitility.await()
        .pollInterval(Duration.ofMillis(10))
        .ignoreException(AgentException.class)
        .until(() -> agent.condition() instanceof LabAgent.Condition.Dead);
    request(ping())
        .is(DROPPED, Cause.AGENT_STOPPED, INFERRED, "rome-worker:caliaaaaa")
        .says("rome-worker:liqo.00000 has no carrier: the lab's agent does not serve it");
  }

  private String publicKey(String node) {
    return lab.in(node, "wg show liqo-tunnel public-key");
  }

  /** Takes the session away, too: what was agreed on with the right keys would go on. */
  private void peer(String node, String right, String wrong, String settings) {
    String set = "wg set liqo-tunnel peer ";
    lab.damage(
        node,
        set + right + " remove; " + set + wrong + " " + settings,
        set + wrong + " remove; " + set + right + " " + settings);
  }

  /** A key pair's initiations go out every five seconds at most: a fresh pair starts at once. */
  private void freshSession() {
    lab.repairBy(
        () -> {
          String local = publicKey("gw-local");
          String remote = publicKey("gw-remote");
          String set = "wg set liqo-tunnel peer ";
          lab.in(
              "gw-remote", set + local + " remove; " + set + local + " allowed-ips 10.200.0.0/16");
          lab.in(
              "gw-local",
              "%s%s remove; %s%s endpoint 172.18.0.3:31864 allowed-ips 10.200.0.0/16"
                  .formatted(set, remote, set, remote));
        });
  }

  @Test
  void wrongWireGuardKey() {
    freshSession();
    String wrong = lab.in("gw-local", "wg genkey | wg pubkey");
    peer("gw-remote", publicKey("gw-local"), wrong, "allowed-ips 10.200.0.0/16");
    String remote = publicKey("gw-remote");
    lab.in(
        "gw-local",
        "wg set liqo-tunnel peer %s remove; wg set liqo-tunnel peer %s endpoint 172.18.0.3:31864 allowed-ips 10.200.0.0/16"
            .formatted(remote, remote));
    request(ping())
        .is(DROPPED, Cause.WIREGUARD_NO_SESSION, PROVEN, "gw-local:liqo-tunnel")
        .says("has no session with its peer", "its handshake was not answered")
        .shows("gw-remote:liqo-tunnel refuses the initiation: its public key is no peer's")
        .lastSeen("gw-local:liqo-tunnel out");
  }

  @Test
  void wrongWireGuardKeyOfTheOtherEnd() {
    freshSession();
    String wrong = lab.in("gw-local", "wg genkey | wg pubkey");
    peer(
        "gw-local",
        publicKey("gw-remote"),
        wrong,
        "endpoint 172.18.0.3:31864 allowed-ips 10.200.0.0/16");
    request(ping())
        .is(DROPPED, Cause.WIREGUARD_NO_SESSION, PROVEN, "gw-local:liqo-tunnel")
        .shows("gw-remote:liqo-tunnel refuses the initiation: its sender has another public key");
  }

  private void allowed(String node, String prefixes) {
    String set = "wg set liqo-tunnel peer $(wg show liqo-tunnel peers) allowed-ips ";
    lab.damage(node, set + prefixes, set + "10.200.0.0/16");
  }

  @Test
  void senderHasNoPeerForIt() {
    allowed("gw-local", "10.199.0.0/16");
    Trace trace = ping();
    request(trace)
        .is(DROPPED, Cause.WIREGUARD_NO_PEER, PROVEN, "gw-local:liqo-tunnel")
        .says("no peer's allowed IPs have its destination")
        .shows("with allowed IPs 10.199.0.0/16");
    reply(trace).is(DELIVERED, Cause.ARRIVED, PROVEN, "nginx-local:eth0");
  }

  @Test
  void receiverRefusesTheSource() {
    allowed("gw-remote", "10.199.0.0/16");
    request(ping())
        .is(DROPPED, Cause.WIREGUARD_WRONG_SOURCE, PROVEN, "gw-remote:eth0")
        .says("gw-remote:liqo-tunnel refuses it", "not in the peer's allowed IPs")
        .shows("with allowed IPs 10.199.0.0/16");
  }
}
