package dev.netlab.insight.facts;

import dev.netlab.engine.jvm.CleanEnvironment;
import dev.netlab.engine.lifecycle.RunningLab;
import dev.netlab.insight.story.Trace;
import dev.netlab.insight.trace.TraceOptions;
import dev.netlab.insight.trace.Tracer;
import dev.netlab.lab.Lab;
import dev.netlab.lab.ScenarioCommand;
import java.io.OutputStream;
import java.util.List;

/** Traces commands in the nodes of a lab that is up, by {@code /bin/sh -c}. */
record NodeTraces(Lab lab, RunningLab running) implements Traces {
  @Override
  public Trace run(ScenarioCommand run) {
    List<String> shell = CleanEnvironment.before(List.of("/bin/sh", "-c", run.command()));
    TraceOptions options = TraceOptions.of(run.place().toString(), shell);
    return Tracer.trace(lab, running, options, OutputStream.nullOutputStream());
  }
}
