package dev.netlab.lab.plan;

import dev.netlab.lab.Container;
import dev.netlab.lab.ContainerFile;
import dev.netlab.lab.Readiness;
import dev.netlab.lab.plan.container.ContainerScripts;
import dev.netlab.lab.plan.container.ContainerSetup;
import dev.netlab.lab.plan.container.ContainerSetup.SourceFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Formats containers as shell commands: they run in the background and start one after the other,
 * each once the previous one is ready. Nothing supervises them.
 */
final class ShellContainers {
  /** The long words that all containers share, by the shell variable that contains them. */
  private static final Map<String, String> VARIABLES = new LinkedHashMap<>();

  static {
    VARIABLES.put("boot", ContainerScripts.BOOT);
    VARIABLES.put("make", ContainerScripts.MAKE);
    VARIABLES.put("enter", ContainerScripts.ENTER);
    VARIABLES.put("filter", ContainerScripts.filter());
  }

  /**
   * Shell functions. A container is entered only once it runs its command; before that, the host is
   * within its reach.
   */
  private static final String FUNCTIONS =
      """
      # await COMMAND...: waits until it succeeds, for ten seconds at most
      await() {
        tries=0
        until "$@" 2>/dev/null; do
          tries=$((tries + 1))
          [ $tries -lt 100 ] || return 1
          sleep 0.1
        done
      }
      # enter NAME CGROUP PROCESS COMMAND...: runs a command in the container that the process made
      enter() {
        read -r outer </proc/$3/task/$3/children
        read -r init </proc/$outer/task/$outer/children
        if grep -q ^netlab-container /proc/$init/cmdline; then return 1; fi
        start=$(sed 's/.*) //' /proc/$init/stat | cut -d ' ' -f 20)
        container=$1 cgroup=$2
        shift 3
        perl -e "$boot" -- "$enter" "$container" "$cgroup" "$filter" $init "$start" "$@"
      }
      """;

  private final Plan plan;

  ShellContainers(Plan plan) {
    this.plan = plan;
  }

  /** The definitions before the first container. */
  static String definitions() {
    return VARIABLES.entrySet().stream()
            .map(variable -> variable.getKey() + "=" + ShellQuote.of(variable.getValue().strip()))
            .collect(Collectors.joining("\n", "", "\n"))
        + FUNCTIONS;
  }

  List<String> of(Step.StartContainer step) {
    String namespace = plan.namespace(step.node());
    Container container = step.container();
    String own = "/run/netlab-shell/" + namespace;
    String directory = own + "/containers/" + container.name();
    List<String> commands =
        new ArrayList<>(List.of("mkdir -p " + ShellQuote.of(directory + "/root")));
    List<SourceFile> files = new ArrayList<>();
    for (ContainerFile file : container.files()) {
      String source = directory + "/" + files.size();
      commands.add(
          "(umask 077 && printf %s "
              + ShellQuote.of(file.content())
              + " >"
              + ShellQuote.of(source)
              + ")");
      files.add(new SourceFile(Integer.toString(file.mode(), 8), source, file.path()));
    }
    String cgroup = ContainerSetup.cgroup(namespace, container.name());
    ContainerSetup setup =
        new ContainerSetup(
            "/run/netns/" + namespace,
            directory + "/root",
            step.node(),
            etc(step.node(), "hosts"),
            etc(step.node(), "resolv.conf"),
            own + "/wireguard",
            cgroup,
            files,
            container.command());
    commands.add(
        setup.program().stream()
                .map(ShellContainers::word)
                .collect(Collectors.joining(" ", "setsid ", " </dev/null >"))
            + ShellQuote.of(directory + "/log")
            + " 2>&1 &");
    container
        .ready()
        .map(ready -> "await " + condition(ready, namespace, step.node(), container, cgroup))
        .ifPresent(commands::add);
    return commands;
  }

  /**
   * Removes the cgroups of the node's containers, after these have ended and before the namespace's
   * name is removed.
   */
  static List<String> down(Plan plan, String node) {
    String namespace = plan.namespace(node);
    return plan.steps(Step.StartContainer.class).stream()
        .filter(step -> step.node().equals(node))
        .map(step -> ContainerSetup.cgroup(namespace, step.container().name()))
        .map(
            cgroup ->
                ShellQuote.of(cgroup)
                    + ":$(stat -Lc %i "
                    + ShellQuote.of("/run/netns/" + namespace)
                    + ")")
        .map(
            cgroup ->
                "for cgroup in /sys/fs/cgroup/%1$s /sys/fs/cgroup/*/%1$s; do tries=0; while [ -d \"$cgroup\" ] && ! rmdir \"$cgroup\" 2>/dev/null && [ $tries -lt 50 ]; do tries=$((tries + 1)); sleep 0.1; done; done"
                    .formatted(cgroup))
        .toList();
  }

  private static String word(String word) {
    return VARIABLES.entrySet().stream()
        .filter(variable -> variable.getValue().equals(word))
        .map(variable -> "\"$" + variable.getKey() + "\"")
        .findFirst()
        .orElseGet(() -> ShellQuote.of(word));
  }

  /** The node's copy, where {@code ip netns exec} finds it, or the host's file. */
  private String etc(String node, String name) {
    boolean own =
        plan.steps(Step.WriteFile.class).stream()
            .anyMatch(file -> file.node().equals(node) && file.name().equals(name));
    return "/etc/" + (own ? "netns/" + plan.namespace(node) + "/" : "") + name;
  }

  private static String condition(
      Readiness ready, String namespace, String node, Container container, String cgroup) {
    return switch (ready) {
      case Readiness.Tcp(int port) -> open("t", port, namespace);
      case Readiness.Udp(int port) -> open("u", port, namespace);
      case Readiness.Exec(String command) ->
          "enter "
              + ShellQuote.of(node + "/" + container.name())
              + " "
              + ShellQuote.of(cgroup)
              + " $! /bin/sh -c "
              + ShellQuote.of(command);
    };
  }

  private static String open(String protocol, int port, String namespace) {
    return "sh -c "
        + ShellQuote.of(
            "ip netns exec %s ss -Hln%s sport = :%d | grep -q ."
                .formatted(ShellQuote.of(namespace), protocol, port));
  }
}
