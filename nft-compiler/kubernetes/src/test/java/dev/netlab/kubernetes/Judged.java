package dev.netlab.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.nft.compile.IsolationCompiler;
import dev.netlab.nft.policy.IsolationTable;
import dev.netlab.nft.ruleset.Ruleset;
import dev.netlab.nft.simulate.Host;
import dev.netlab.nft.simulate.Outcome;
import dev.netlab.nft.simulate.Packet;
import dev.netlab.nft.simulate.Simulator;
import dev.netlab.nft.simulate.State;
import dev.netlab.nft.value.Prefix;
import dev.netlab.nft.value.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** A cluster by chance, its ruleset, and what oracle and simulator say of a connection. */
public final class Judged {
  private static final Host ROUTER =
      new Host(
          Map.of(),
          List.of(
              new Host.Route(Prefix.parse("0.0.0.0/0"), "right"),
              new Host.Route(Prefix.parse("::/0"), "right")));

  private final RandomCluster random;
  private final Oracle oracle;
  private final Ruleset ruleset;
  private final Simulator simulator;

  public Judged(long seed) {
    Random chance = new Random(seed);
    random = new RandomCluster(chance, 2 + chance.nextInt(14), 1 + chance.nextInt(10));
    List<Finding> findings = new ArrayList<>();
    KubernetesObjects objects = KubernetesReader.read(List.of(random.file()), findings::add);
    Cluster cluster = Cluster.of(objects, _ -> Optional.empty(), findings::add);
    IsolationTable table =
        new IsolationTable(
            "policies", NetworkPolicies.of(cluster, _ -> true, findings::add), List.of());
    assertThat(findings)
        .as("seed " + seed)
        .filteredOn(
            finding ->
                finding.severity() == Finding.Severity.ERROR
                    && !finding.message().startsWith("no pod that this is about"))
        .isEmpty();
    oracle = new Oracle(objects);
    ruleset = new Ruleset(IsolationCompiler.compile(table));
    simulator = new Simulator(ruleset, ROUTER, chance::nextInt);
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
    Outcome outcome = simulator.walk(packet, State.empty()).outcome();
    assertThat(outcome)
        .as(
            () ->
                "seed %d: %s\n%s\n%s"
                    .formatted(seed, connection, random.file().text(), ruleset.text()))
        .isEqualTo(permitted ? new Outcome.Sent("right") : new Outcome.Dropped());
    return new Case(packet, permitted);
  }
}
