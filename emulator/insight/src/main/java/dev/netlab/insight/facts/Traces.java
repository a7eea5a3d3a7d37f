package dev.netlab.insight.facts;

import dev.netlab.engine.jvm.CleanEnvironment;
import dev.netlab.engine.site.Site;
import dev.netlab.insight.story.Trace;
import dev.netlab.insight.trace.TraceOptions;
import dev.netlab.insight.trace.Tracer;
import dev.netlab.lab.ScenarioCommand;
import java.io.OutputStream;
import java.util.List;

/** Runs commands and follows their packets as {@code netlab trace} does. */
@FunctionalInterface
public interface Traces {
  /** Runs it to its end. */
  Trace run(ScenarioCommand run);

  /** Traces commands in the nodes of a site, by {@code /bin/sh -c}. */
  record OfSite(Site site) implements Traces {
    @Override
    public Trace run(ScenarioCommand run) {
      List<String> shell = CleanEnvironment.before(List.of("/bin/sh", "-c", run.command()));
      TraceOptions options = TraceOptions.of(run.place().toString(), shell);
      return Tracer.trace(site, options, OutputStream.nullOutputStream());
    }
  }
}
