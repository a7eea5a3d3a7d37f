package dev.netlab.insight.facts;

import dev.netlab.insight.trace.diagnose.ChainTraversal;
import dev.netlab.lab.Condition;
import dev.netlab.lab.Fact;
import dev.netlab.lab.Scenario;
import dev.netlab.netlink.KernelException;
import dev.netlab.packet.filter.Bindings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** Compares facts with evidence. A fact's variables are carried from condition to condition. */
final class FactCheck {
  private final CommandConditions commandConditions;
  private final KernelConditions kernelConditions;
  private final NetfilterConditions netfilterConditions;
  private final HooksCondition hooksCondition;
  private final ConnectionConditions connectionConditions;
  private final TraceConditions traceConditions;
  private final PacketConditions packetConditions;
  private final PathConditions pathConditions;

  FactCheck(
      Evidence evidence,
      Kernels kernels,
      Commands commands,
      Traces traces,
      UserspaceDevices devices) {
    this.commandConditions = new CommandConditions(evidence, commands);
    this.kernelConditions = new KernelConditions(kernels, devices);
    List<ChainTraversal> walks = ChainTraversal.allOf(evidence.recording().events());
    this.netfilterConditions = new NetfilterConditions(kernels, walks);
    this.traceConditions = new TraceConditions(traces);
    this.hooksCondition = new HooksCondition(walks);
    this.connectionConditions = new ConnectionConditions(evidence);
    this.packetConditions = new PacketConditions(evidence.recording());
    this.pathConditions = new PathConditions(evidence.recording());
  }

  FactResult check(Scenario scenario, Fact fact) {
    List<Bindings> known = List.of(Bindings.NONE);
    StringJoiner seen = new StringJoiner("; ");
    for (Condition condition : fact.conditions()) {
      Map<Bindings, String> next = new LinkedHashMap<>();
      List<String> failures = new ArrayList<>();
      for (Bindings bindings : known) {
        switch (verdict(condition, bindings)) {
          case Verdict.Holds(var ways) ->
              ways.stream()
                  .limit(Verdict.MOST_BINDINGS - next.size())
                  .forEach(way -> next.putIfAbsent(way.bindings(), way.seen()));
          case Verdict.Fails(String why) -> failures.add(why);
        }
      }
      if (next.isEmpty()) {
        return new FactResult(
            fact.id(),
            scenario.name(),
            false,
            condition.at().inFull()
                + ": "
                + String.join("; or ", failures.stream().distinct().toList())
                + commandConditions.missingProgram(condition));
      }
      seen.add(next.values().iterator().next());
      known = List.copyOf(next.keySet());
    }
    return new FactResult(fact.id(), scenario.name(), true, seen.toString());
  }

  private Verdict verdict(Condition condition, Bindings bindings) {
    try {
      return switch (condition) {
        case Condition.Prints c -> commandConditions.prints(c, bindings);
        case Condition.Exit c -> commandConditions.exit(c, bindings);
        case Condition.Command c -> commandConditions.command(c, bindings);
        case Condition.HasAddress c -> kernelConditions.address(c, bindings);
        case Condition.HasRoute c -> kernelConditions.route(c, bindings);
        case Condition.HasRule c -> kernelConditions.rule(c, bindings);
        case Condition.HasNeighbour c -> kernelConditions.neighbour(c, bindings);
        case Condition.HasFdb c -> kernelConditions.fdb(c, bindings);
        case Condition.Lookup c -> kernelConditions.lookup(c, bindings);
        case Condition.HasLink c -> kernelConditions.link(c, bindings);
        case Condition.NftRule c -> netfilterConditions.rule(c, bindings);
        case Condition.Traced c -> traceConditions.check(c, bindings);
        case Condition.Hooks c -> hooksCondition.check(c, bindings);
        case Condition.Conntrack c -> connectionConditions.conntrack(c, bindings);
        case Condition.ConnectionEvents c -> connectionConditions.events(c, bindings);
        case Condition.Seen c -> packetConditions.seen(c.sighting(), bindings);
        case Condition.Absent c -> packetConditions.absent(c.sighting(), bindings);
        case Condition.Same c -> pathConditions.same(c, bindings);
        case Condition.Path c -> pathConditions.path(c, bindings);
        case Condition.Hidden c ->
            new HiddenCondition(c, pathConditions.recording()).check(bindings);
        case Condition.Differ c -> differ(c, bindings);
      };
    } catch (KernelException e) {
      return new Verdict.Fails("the kernel refused: " + e.getMessage());
    }
  }

  private static Verdict differ(Condition.Differ condition, Bindings bindings) {
    Map<String, String> byValue = new LinkedHashMap<>();
    for (String variable : condition.variables()) {
      String value = bindings.get(variable.substring(1)).orElse("");
      if (value.isEmpty()) {
        return new Verdict.Fails("nothing was found for " + variable);
      }
      String other = byValue.putIfAbsent(value, variable);
      if (other != null) {
        return new Verdict.Fails(other + " and " + variable + " are both " + value);
      }
    }
    return Verdict.holds(bindings, bindings + " differ");
  }
}
