package dev.netlab.insight.facts;

import dev.netlab.engine.site.LinkQueues;
import dev.netlab.engine.site.Site;
import dev.netlab.engine.site.SiteNamespaces;
import dev.netlab.engine.state.LabStateException;
import dev.netlab.insight.capture.Recorder;
import dev.netlab.insight.capture.SiteTunnelPorts;
import dev.netlab.insight.trace.collect.Offloads;
import dev.netlab.lab.Lab;
import dev.netlab.lab.Scenario;
import dev.netlab.netlink.netns.Namespace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Holds a site against the facts of a lab file. */
public final class LabTest {
  private LabTest() {}

  /**
   * Runs scenarios one after the other.
   *
   * @param only one scenario's name; empty for all
   */
  public static List<FactResult> run(Lab lab, Site site, Optional<String> only) {
    return run(lab, site, only, TestProgress.SILENT);
  }

  /**
   * As {@link #run(Lab, Site, Optional)}.
   *
   * @param progress is told of each fact when it was checked
   * @throws dev.netlab.engine.jvm.CancelledException if it was ended before its time
   */
  public static List<FactResult> run(
      Lab lab, Site site, Optional<String> only, TestProgress progress) {
    List<Scenario> scenarios = chosen(lab, only);
    try (SiteNamespaces opened = SiteNamespaces.open(site, site.nodes(), Kernels.FILES_EACH)) {
      Map<String, Namespace> namespaces = opened.byNode();
      Offloads.putBackAbandoned(site, namespaces);
      // One for all scenarios: to open and close the sockets that hear packets takes tens of
      // milliseconds.
      try (LinkQueues queues = LinkQueues.of(site, namespaces.values());
          Recorder recorder =
              Recorder.start(namespaces, SiteTunnelPorts.of(lab), queues::holdPackets);
          LabCheck check =
              new LabCheck(
                  lab,
                  namespaces,
                  recorder,
                  new Commands.OfSite(site),
                  new Traces.OfSite(site),
                  new AgentDevices(site))) {
        return results(check, scenarios, progress);
      }
    }
  }

  private static List<FactResult> results(
      LabCheck check, List<Scenario> scenarios, TestProgress progress) {
    List<FactResult> results = new ArrayList<>();
    for (Scenario scenario : scenarios) {
      progress.begins(scenario, scenarios.indexOf(scenario) + 1, scenarios.size());
      check.run(
          scenario,
          result -> {
            results.add(result);
            progress.checked(result);
          });
    }
    return results;
  }

  private static List<Scenario> chosen(Lab lab, Optional<String> only) {
    if (only.isEmpty()) {
      return lab.scenarios();
    }
    List<Scenario> chosen =
        lab.scenarios().stream().filter(s -> s.name().equals(only.get())).toList();
    if (chosen.isEmpty()) {
      throw new LabStateException(
          "lab %s has no scenario %s; it has %s"
              .formatted(
                  lab.name(),
                  only.get(),
                  lab.scenarios().stream().map(Scenario::name).collect(Collectors.joining(", "))));
    }
    return chosen;
  }
}
