package dev.netlab.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.nft.compile.NetworkPolicyCompiler;
import dev.netlab.nft.policy.NetworkPolicyTable;
import dev.netlab.nft.ruleset.Ruleset;
import dev.netlab.nft.simulate.Packet;
import dev.netlab.nft.simulate.Router;
import dev.netlab.nft.simulate.State;
import dev.netlab.nft.value.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** A cluster by chance, its ruleset, and what oracle and simulator say of a connection. */
public final class SimulatedCluster {
  private final RandomCluster random;
  private final Oracle oracle;
  private final Ruleset ruleset;
  private final Router router;

  public SimulatedCluster(long seed) {
    Random chance = new Random(seed);
    random = new RandomCluster(chance, 2 + chance.nextInt(14), 1 + chance.nextInt(10));
    List<Finding> findings = new ArrayList<>();
    KubernetesObjects objects = KubernetesReader.read(List.of(random.file()), findings::add);
    Cluster cluster = Cluster.of(objects, _ -> Optional.empty(), findings::add);
    NetworkPolicyTable table =
        new NetworkPolicyTable(
            "policies", NetworkPolicies.of(cluster, _ -> true, findings::add), List.of());
    assertThat(findings)
        .as("seed " + seed)
        .filteredOn(
            finding ->
                finding.severity() == Finding.Severity.ERROR
                    && !finding.message().startsWith("no pod that this is about"))
        .isEmpty();
    oracle = new Oracle(objects);
    ruleset = new Ruleset(NetworkPolicyCompiler.compile(table));
    router =
        new Router(
            ruleset,
            Map.of(),
            List.of(new Router.Route("0.0.0.0/0", "right"), new Router.Route("::/0", "right")),
            chance::nextInt);
  }

  public Ruleset ruleset() {
    return ruleset;
  }

  /** A connection by chance and whether the policies permit it. */
  public record Case(Packet packet, boolean permitted) {}

  /** The next connection; oracle and simulator must agree. */
  public Case next(long seed, int sourcePort) {
    Oracle.Connection connection = random.connection();
    Packet packet =
        Packet.from(
            "left",
            Protocol.parse(connection.protocol().toLowerCase(Locale.ROOT)),
            connection.source().toString(),
            sourcePort,
            connection.destination().toString(),
            connection.port());
    boolean permitted = oracle.permits(connection);
    Router.Fate fate = router.walk(packet, State.empty()).fate();
    assertThat(fate)
        .as(
            () ->
                "seed %d: %s\n%s\n%s"
                    .formatted(seed, connection, random.file().text(), ruleset.text()))
        .isEqualTo(permitted ? new Router.Sent("right") : Router.DROPPED);
    return new Case(packet, permitted);
  }
}
