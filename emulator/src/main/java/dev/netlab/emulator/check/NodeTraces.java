package dev.netlab.emulator.check;

import dev.netlab.emulator.lab.Lab;
import dev.netlab.emulator.lab.Run;
import dev.netlab.emulator.process.CleanEnvironment;
import dev.netlab.emulator.run.RunningLab;
import dev.netlab.emulator.trace.TraceOptions;
import dev.netlab.emulator.trace.Tracer;
import dev.netlab.emulator.trace.story.Trace;
import java.io.OutputStream;
import java.util.List;

/** Traces commands in the nodes of a lab that is up, by {@code /bin/sh -c}. */
record NodeTraces(Lab lab, RunningLab running) implements Traces {
  @Override
  public Trace run(Run run) {
    List<String> shell = CleanEnvironment.before(List.of("/bin/sh", "-c", run.command()));
    TraceOptions options = TraceOptions.of(run.place().toString(), shell);
    return Tracer.trace(lab, running, options, OutputStream.nullOutputStream());
  }
}
