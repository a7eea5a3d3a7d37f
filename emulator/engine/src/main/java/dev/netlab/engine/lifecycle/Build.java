package dev.netlab.engine.lifecycle;

import dev.netlab.engine.container.ContainerSpec;
import dev.netlab.engine.jvm.Cancellation;
import dev.netlab.engine.jvm.Progress;
import dev.netlab.engine.site.LabAgent;
import dev.netlab.engine.site.NodeCommand;
import dev.netlab.engine.state.Journal;
import dev.netlab.engine.state.JournalEntry;
import dev.netlab.engine.state.SharedHostState;
import dev.netlab.engine.state.StateDirectory;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Executes the steps of a plan, phase by phase. A step is executed at once, or collected within its
 * phase and executed with others of its kind: the requests to one namespace are sent together, and
 * the agent receives all its devices, or containers, in one request. Everything outside the lab's
 * namespaces is written to the journal before it is created.
 */
final class Build implements AutoCloseable {
  private final Plan plan;
  private final StateDirectory state;
  private final Journal journal;
  private final LabAgent agent;
  private final Progress progress;
  private final Cancellation cancellation = Cancellation.current();
  private final OpenNamespaces namespaces = new OpenNamespaces();
  private final StepRequests requests;
  private final KernelWireGuard kernelWireGuard;
  private final AgentDevices agentDevices;
  private final ContainerSpecs containerSpecs;

  /** The steps that were collected in this phase. */
  private final List<Step.MakeNamespace> newNamespaces = new ArrayList<>();

  private final Map<String, List<Step>> overNetlink = new LinkedHashMap<>();
  private final Map<String, List<Step.SetSysctl>> sysctls = new LinkedHashMap<>();
  private final List<Step.LoadRuleset> rulesets = new ArrayList<>();
  private final List<ContainerSpec> containers = new ArrayList<>();

  private final List<dev.netlab.engine.agent.Device> devices = new ArrayList<>();
  private boolean agentAttached;

  /**
   * Prepares to execute a plan.
   *
   * @param agent started already if the plan needs it
   */
  Build(Plan plan, StateDirectory state, Journal journal, LabAgent agent, Progress progress) {
    this.plan = plan;
    this.state = state;
    this.journal = journal;
    this.agent = agent;
    this.progress = progress;
    TunnelKeys keys = TunnelKeys.of(plan);
    this.requests = new StepRequests(plan, namespaces::namespace);
    this.kernelWireGuard = new KernelWireGuard(keys);
    this.agentDevices = new AgentDevices(plan, state, keys);
    this.containerSpecs = new ContainerSpecs(plan, state);
    keys.write(state);
  }

  void run() {
    for (Phase phase : Phase.values()) {
      List<Step> steps = plan.steps().stream().filter(step -> step.phase() == phase).toList();
      if (!steps.isEmpty()) {
        progress.begins(phase.name().toLowerCase(Locale.ROOT).replace('_', ' '));
        cancellation.check();
        steps.forEach(this::perform);
        performGathered();
      }
    }
  }

  private void perform(Step step) {
    switch (step) {
      case Step.MakeNamespace namespace -> newNamespaces.add(namespace);
      case Step.AddLink link -> {
        StepRequests.tunTaps(link).forEach(made -> makeTunTap(link, made));
        gather(link);
      }
      case Step.SetLink _,
          Step.Impair _,
          Step.SetBridgePort _,
          Step.AddAddress _,
          Step.AddRoute _,
          Step.AddRule _,
          Step.AddNeighbour _,
          Step.AddFdb _ ->
          gather(step);
      case Step.SetSysctl sysctl ->
          sysctls.computeIfAbsent(sysctl.node(), _ -> new ArrayList<>()).add(sysctl);
      case Step.LoadRuleset rules -> rulesets.add(rules);
      case Step.WriteFile file ->
          state.writeForAll(state.node(file.node()).resolve(file.name()), file.text());
      case Step.StartSpanningTree tree -> startSpanningTree(tree);
      case Step.ConfigureWireGuard tunnel -> {
        switch (tunnel.carrier()) {
          case KERNEL ->
              attempt(
                  tunnel,
                  () -> kernelWireGuard.configure(namespaces.namespace(tunnel.node()), tunnel));
          case AGENT -> {
            state.makeDirectory(state.wireguard(tunnel.node()));
            devices.add(agentDevices.of(tunnel));
          }
        }
      }
      case Step.AttachGeneve geneve -> devices.add(agentDevices.of(geneve));
      case Step.AttachWire wire -> devices.add(agentDevices.of(wire));
      case Step.StartContainer container -> {
        state.makeDirectory(containerSpecs.root(container));
        containerSpecs.files(container).forEach(state::write);
        containers.add(containerSpecs.of(container));
      }
    }
  }

  private void gather(Step step) {
    overNetlink.computeIfAbsent(step.node(), _ -> new ArrayList<>()).add(step);
  }

  private void performGathered() {
    if (!newNamespaces.isEmpty()) {
      makeNamespaces(List.copyOf(newNamespaces));
      newNamespaces.clear();
    }
    overNetlink.forEach(this::request);
    overNetlink.clear();
    sysctls.forEach(this::writeSysctls);
    sysctls.clear();
    if (!rulesets.isEmpty()) {
      loadRulesets();
      rulesets.clear();
    }
    if (!(devices.isEmpty() && containers.isEmpty())) {
      attachAgent();
    }
    if (!containers.isEmpty()) {
      startContainers();
      containers.clear();
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

  /** Sends all requests of this phase to a namespace in one message. */
  private void request(String node, List<Step> steps) {
    List<Request> batch = new ArrayList<>();
    List<Step> wantedBy = new ArrayList<>();
    for (Step step : steps) {
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
    done(steps.size() + " steps in " + node);
  }

  private void makeTunTap(Step step, StepRequests.TunTap made) {
    Namespace namespace = namespaces.namespace(made.node());
    attempt(step, () -> namespace.run(() -> TunDevice.open(made.options()).close()));
  }

  private void writeSysctls(String node, List<Step.SetSysctl> steps) {
    namespaces
        .namespace(node)
        .run(() -> steps.forEach(s -> attempt(s, () -> SysctlFile.write(s.key(), s.value()))));
  }

  private void loadRulesets() {
    Nft nft = Nft.find();
    for (Step.LoadRuleset step : rulesets) {
      attempt(step, () -> nft.apply(namespaces.namespace(step.node()), step.ruleset()));
    }
  }

  /**
   * When the kernel is asked for a link, it first updates the link's carrier, and so lets the port
   * forward. A port whose carrier it notices later would listen and learn for seconds.
   */
  private void startSpanningTree(Step.StartSpanningTree step) {
    NetlinkSocket socket = namespaces.socket(step.node());
    step.ports().forEach(port -> attempt(step, () -> Link.get(socket, port)));
    attempt(step, () -> socket.execute(List.of(Bridge.startSpanningTree(step.device()))));
  }

  /** Runs once, even if the agent has no device: the agent starts no container before that. */
  private void attachAgent() {
    if (!agentAttached) {
      agent.write(devices);
      progress.begins("waiting for the agent");
      agent.attach();
      agentAttached = true;
      done("the agent carries its tunnels");
    }
  }

  private void startContainers() {
    agent.writeContainers(containers);
    progress.awaits(() -> "waiting for containers: " + String.join(", ", agent.awaited()));
    agent.startContainers();
    done("the containers are ready");
  }

  private void attempt(Step step, Runnable work) {
    try {
      work.run();
      done(step.toString());
    } catch (KernelException e) {
      throw new StepException(step, e);
    }
  }

  /** The work can be cancelled after each step: what is done by then can be undone. */
  private void done(String what) {
    progress.done(what);
    cancellation.check();
  }

  @Override
  public void close() {
    namespaces.close();
  }
}
