package dev.netlab.engine.lifecycle;

import dev.netlab.engine.jvm.Cancellation;
import dev.netlab.engine.jvm.Progress;
import dev.netlab.engine.site.NodeCommand;
import dev.netlab.engine.state.Journal;
import dev.netlab.engine.state.JournalEntry;
import dev.netlab.engine.state.SharedHostState;
import dev.netlab.engine.state.StateDirectory;
import dev.netlab.lab.plan.Device;
import dev.netlab.lab.plan.Plan;
import dev.netlab.lab.plan.Step;
import dev.netlab.lab.plan.Step.Phase;
import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.netns.Namespace;
import dev.netlab.netlink.netns.NetnsDirectory;
import dev.netlab.netlink.nft.Nft;
import dev.netlab.netlink.rtnetlink.Bridge;
import dev.netlab.netlink.rtnetlink.Interfaces;
import dev.netlab.netlink.rtnetlink.Link;
import dev.netlab.netlink.rtnetlink.LinkRequests;
import dev.netlab.netlink.rtnetlink.LinkSettings;
import dev.netlab.netlink.socket.NetlinkSocket;
import dev.netlab.netlink.socket.Request;
import dev.netlab.netlink.tun.TunDevice;
import dev.netlab.netlink.tun.TunOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Does the steps of a plan, phase by phase. Within a phase the requests of one namespace travel
 * together; whatever is outside the lab's namespaces is in the journal before it is made.
 */
final class Build implements AutoCloseable {
  private final Plan plan;
  private final StateDirectory state;
  private final Journal journal;
  private final KernelWireGuard kernelWireGuard;
  private final Progress progress;
  private final Cancellation cancellation = Cancellation.current();
  private final OpenNamespaces namespaces = new OpenNamespaces();
  private final StepRequests requests;

  Build(Plan plan, StateDirectory state, Journal journal, TunnelKeys keys, Progress progress) {
    this.plan = plan;
    this.state = state;
    this.journal = journal;
    this.kernelWireGuard = new KernelWireGuard(keys);
    this.progress = progress;
    this.requests = new StepRequests(plan, namespaces);
  }

  void run() {
    for (Phase phase : Phase.values()) {
      List<Step> steps = plan.steps().stream().filter(step -> step.phase() == phase).toList();
      if (!steps.isEmpty()) {
        progress.begins(phase.name().toLowerCase(Locale.ROOT).replace('_', ' '));
        cancellation.check();
        run(phase, steps);
      }
    }
  }

  private void run(Phase phase, List<Step> steps) {
    switch (phase) {
      case NAMESPACES -> makeNamespaces(plan.steps(Step.MakeNamespace.class));
      case BRIDGES, ADDRESSES_AND_ROUTES -> overNetlink(steps);
      case VETHS -> {
        makeWires(plan.steps(Step.AddLink.class));
        overNetlink(steps);
      }
      case TUNNEL_LINKS -> {
        makeTunTap(plan.steps(Step.AddLink.class));
        overNetlink(steps);
      }
      case LINK_SYSCTLS -> setSysctls(plan.steps(Step.SetSysctl.class));
      case RULESETS -> loadRulesets(plan.steps(Step.LoadRuleset.class));
      case FILES ->
          plan.steps(Step.WriteFile.class)
              .forEach(f -> state.writeForAll(state.node(f.node()).resolve(f.name()), f.text()));
      case SPANNING_TREES -> startSpanningTrees(plan.steps(Step.StartSpanningTree.class));
      case TUNNELS -> configureKernelWireGuard(plan.steps(Step.ConfigureWireGuard.class));
      case CONTAINERS -> {} // the agent starts them, behind its tunnels
    }
  }

  private void makeNamespaces(List<Step.MakeNamespace> steps) {
    SharedHostState.ensureWhile(
        progress,
        () ->
            Namespace.create(
                steps.size(),
                (index, namespace) -> {
                  Step.MakeNamespace step = steps.get(index);
                  attempt(step, () -> makeNamespace(step, namespace));
                }));
  }

  private void makeNamespace(Step.MakeNamespace step, Namespace namespace) {
    namespaces.add(step.node(), namespace);
    LinkSettings loopback = LinkSettings.of("lo").up();
    namespaces.socket(step.node()).execute(LinkRequests.set(loopback, new Interfaces()));
    SysctlFile.writeAll(step.sysctls());
    String name = plan.namespace(step.node());
    NodeCommand.write(state, step.node(), name, namespace.stamp());
    journal.append(List.of(new JournalEntry.NamespaceName(name, namespace.identity())));
    done("journalled " + name);
    namespace.bindTo(NetnsDirectory.SYSTEM.name(name));
  }

  private void overNetlink(List<Step> steps) {
    byNode(steps)
        .forEach(
            (node, ofNode) -> {
              List<Request> batch = new ArrayList<>();
              List<Step> wantedBy = new ArrayList<>();
              for (Step step : ofNode) {
                for (Request request : requests.of(step)) {
                  batch.add(request);
                  wantedBy.add(step);
                }
              }
              namespaces
                  .socket(node)
                  .attempt(batch)
                  .ifPresent(
                      failure -> {
                        throw new StepException(wantedBy.get(failure.index()), failure.error());
                      });
              done(ofNode.size() + " steps in " + node);
            });
  }

  private void makeTunTap(List<Step.AddLink> steps) {
    for (Step.AddLink step : steps) {
      String name = step.settings().name();
      switch (step.device()) {
        case Device.Tap _ -> makeTunTap(step, step.node(), step.settings(), TunOptions.tap(name));
        case Device.Tun _ -> makeTunTap(step, step.node(), step.settings(), TunOptions.tun(name));
        case Device.Bridge _, Device.Veth _, Device.Wire _, Device.Kernel _ -> {}
      }
    }
  }

  /** Both ends; what the far one is given comes with its other settings. */
  private void makeWires(List<Step.AddLink> steps) {
    for (Step.AddLink step : steps) {
      if (step.device() instanceof Device.Wire(String peerNode, LinkSettings peer)) {
        LinkSettings near = step.settings();
        makeTunTap(step, step.node(), near, TunOptions.tap(near.name()));
        makeTunTap(step, peerNode, peer, TunOptions.tap(peer.name()));
      }
    }
  }

  private void makeTunTap(Step step, String node, LinkSettings settings, TunOptions options) {
    TunOptions lasting = options.with(TunOptions.Feature.PERSISTENT).withIndex(settings.index());
    attempt(step, () -> namespaces.namespace(node).run(() -> TunDevice.open(lasting).close()));
  }

  private void setSysctls(List<Step.SetSysctl> steps) {
    byNode(steps)
        .forEach(
            (node, ofNode) ->
                namespaces
                    .namespace(node)
                    .run(
                        () ->
                            ofNode.forEach(
                                s -> attempt(s, () -> SysctlFile.write(s.key(), s.value())))));
  }

  private void loadRulesets(List<Step.LoadRuleset> steps) {
    Nft nft = Nft.find();
    for (Step.LoadRuleset step : steps) {
      attempt(step, () -> nft.apply(namespaces.namespace(step.node()), step.ruleset()));
    }
  }

  /**
   * Asked for a link, the kernel makes up its mind about the carrier first, and so lets the port
   * forward; a port whose carrier it notices later would listen and learn for seconds.
   */
  private void startSpanningTrees(List<Step.StartSpanningTree> steps) {
    for (Step.StartSpanningTree step : steps) {
      NetlinkSocket socket = namespaces.socket(step.node());
      step.ports().forEach(port -> attempt(step, () -> Link.get(socket, port)));
      attempt(step, () -> socket.execute(List.of(Bridge.startSpanningTree(step.device()))));
    }
  }

  /** The agent's are configured by the agent. */
  private void configureKernelWireGuard(List<Step.ConfigureWireGuard> steps) {
    for (Step.ConfigureWireGuard step : steps) {
      switch (step.carrier()) {
        case KERNEL ->
            attempt(step, () -> kernelWireGuard.configure(namespaces.namespace(step.node()), step));
        case AGENT -> {}
      }
    }
  }

  private void attempt(Step step, Runnable work) {
    try {
      work.run();
      done(step.toString());
    } catch (KernelException e) {
      throw new StepException(step, e);
    }
  }

  /** A step is a place to end at: what is done by then can be undone. */
  private void done(String what) {
    progress.done(what);
    cancellation.check();
  }

  private static <S extends Step> Map<String, List<S>> byNode(List<S> steps) {
    Map<String, List<S>> byNode = new LinkedHashMap<>();
    steps.forEach(s -> byNode.computeIfAbsent(s.node(), n -> new ArrayList<>()).add(s));
    return byNode;
  }

  @Override
  public void close() {
    namespaces.close();
  }
}
