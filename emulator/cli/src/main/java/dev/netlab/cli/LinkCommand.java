package dev.netlab.cli;

import dev.netlab.engine.jvm.Cancellation;
import dev.netlab.engine.site.LinkControl;
import dev.netlab.engine.site.RunningLab;
import dev.netlab.engine.state.LabLock;
import dev.netlab.engine.state.LabStateException;
import dev.netlab.engine.state.Root;
import dev.netlab.lab.Lab;
import dev.netlab.lab.yaml.LabReader;
import dev.netlab.netlink.rtnetlink.LinkSettings.State;
import dev.netlab.netlink.rtnetlink.Netem;
import dev.netlab.netlink.rtnetlink.NetemSyntax;
import dev.netlab.netlink.rtnetlink.Probability;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "link",
    description =
        "Show or change an interface of a running lab: delay, jitter, loss and rate of what it"
            + " sends, up or down. What is not given stays as it is.")
final class LinkCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private LabArgument lab = new LabArgument();
  @Mixin private FormatOption format = new FormatOption();

  @Parameters(
      index = "1",
      paramLabel = "NODE:INTERFACE",
      description = "an interface of a node or network")
  private String end = "";

  @Option(
      names = "--delay",
      paramLabel = "TIME",
      description = "by which each packet is delayed: 12ms; 0ms for none")
  private @Nullable String delay;

  @Option(
      names = "--jitter",
      paramLabel = "TIME",
      description = "by how much delays vary around it")
  private @Nullable String jitter;

  @Option(
      names = "--loss",
      paramLabel = "PERCENT",
      description = "how many packets are lost: 0.1%%")
  private @Nullable String loss;

  @Option(
      names = "--rate",
      paramLabel = "RATE",
      description = "1gbit, 100mbit, 512kbit; 'none' for no limit")
  private @Nullable String rate;

  @ArgGroup private Want want = new Want();

  @Option(names = "--show", description = "print the state; the default without other options")
  private boolean show;

  static final class Want {
    @Option(
        names = "--up",
        description = "as ip link set up; restores the addresses and routes of the lab file")
    private boolean up;

    @Option(names = "--down", description = "as ip link set down; the other end loses its carrier")
    private boolean down;

    @Option(names = "--reset", description = "back to what the lab file says")
    private boolean reset;
  }

  @Override
  public Integer call() throws Exception {
    List<UnaryOperator<Netem>> changes = changes();
    if (want.reset && !changes.isEmpty()) {
      throw wrong("--reset goes back to what the lab file says; give it alone");
    }
    Root.require("netlab link");
    RunningLab running = RunningLab.of(lab.running());
    int colon = end.indexOf(':');
    if (colon < 0) {
      throw wrong("'%s' is not an interface; write NODE:INTERFACE, such as b:eth0".formatted(end));
    }
    return GracefulRun.changing(spec.commandLine().getErr(), running.name().text())
        .run(() -> changeAndShow(running, changes, colon));
  }

  private int changeAndShow(RunningLab running, List<UnaryOperator<Netem>> changes, int colon) {
    Lab written = LabReader.read(running.state().labFile(), running.name());
    boolean changing = !changes.isEmpty() || want.up || want.down || want.reset;
    try (LinkControl link =
        LinkControl.open(running, written, end.substring(0, colon), end.substring(colon + 1))) {
      if (changing) {
        try (LabLock _ = LabLock.acquire(running.name(), spec.commandLine().getErr()::println)) {
          Cancellation.shielded(() -> change(running, link, changes));
        }
      }
      if (show || !changing) {
        LinkControl.Shown shown = link.show();
        format.print(
            spec.commandLine().getOut(),
            LinkText.data(running.name().text(), end, shown),
            out -> LinkText.print(out, end, shown));
      }
    }
    return ExitCode.GOOD.number();
  }

  private void change(RunningLab running, LinkControl link, List<UnaryOperator<Netem>> changes) {
    if (!running.isComplete()) {
      throw new LabStateException(
          "lab %1$s is only partly up; take it down first: netlab down %1$s"
              .formatted(running.name()));
    }
    if (want.reset) {
      link.reset();
      return;
    }
    if (!changes.isEmpty()) {
      link.requireImpairable();
      link.impair(netem -> applied(changes, netem));
    }
    if (want.up || want.down) {
      link.set(want.up ? State.UP : State.DOWN);
    }
  }

  private static Netem applied(List<UnaryOperator<Netem>> changes, Netem netem) {
    Netem changed = netem;
    for (UnaryOperator<Netem> change : changes) {
      changed = change.apply(changed);
    }
    return changed;
  }

  /** Parses all values before anything is changed. */
  private List<UnaryOperator<Netem>> changes() {
    List<UnaryOperator<Netem>> changes = new ArrayList<>();
    add(changes, "--delay", delay, NetemSyntax::delay, Netem::withDelay);
    add(changes, "--jitter", jitter, NetemSyntax::jitter, Netem::withJitter);
    add(changes, "--loss", loss, Probability::parse, Netem::withLoss);
    add(changes, "--rate", rate, LinkCommand::rate, Netem::withRate);
    return changes;
  }

  private static long rate(String text) {
    return text.equals("none") ? 0 : NetemSyntax.rate(text);
  }

  private <T> void add(
      List<UnaryOperator<Netem>> changes,
      String option,
      @Nullable String text,
      Function<String, T> read,
      BiFunction<Netem, T, Netem> with) {
    if (text == null) {
      return;
    }
    try {
      T value = read.apply(text);
      changes.add(netem -> with.apply(netem, value));
    } catch (IllegalArgumentException e) {
      throw wrong(option + ": " + e.getMessage());
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
