package dev.netlab.emulator.plan;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A plan as a shell script that makes the same lab without netlab, out of {@code ip}, {@code
 * bridge}, {@code nft} and {@code wg}. Only tunnels of ours, where the kernel has none, need our
 * programs; containers are started, but nothing starts them again.
 */
public final class ShellScript {
  private ShellScript() {}

  public static String of(Plan plan) {
    ShellCommands commands = new ShellCommands(plan);
    StringBuilder script = new StringBuilder();
    script.append(
        """
        #!/bin/sh
        # %1$s, as plain commands. Run as root; `sh THIS down` takes it away again.
        set -e
        if [ "$1" = down ]; then
        %2$s
          rm -rf /run/netlab-shell/%1$s.*
          exit
        fi
        """
            .formatted(plan.lab(), down(plan)));
    if (!plan.steps(Step.StartContainer.class).isEmpty()) {
      script.append(ShellContainers.definitions());
    }
    for (Step.ConfigureWireGuard tunnel : plan.steps(Step.ConfigureWireGuard.class)) {
      script.append(
          "export %s=%s\n"
              .formatted(
                  ShellCommands.keyVariable(tunnel.node(), tunnel.device()),
                  tunnel.wireguard().privateKey().map(k -> k.base64()).orElse("$(wg genkey)")));
    }
    Step.Phase phase = null;
    for (Step step : plan.steps()) {
      if (step.phase() != phase) {
        phase = step.phase();
        script.append("\n# ").append(title(phase)).append('\n');
      }
      commands.of(step).forEach(command -> script.append(command).append('\n'));
    }
    return script.toString();
  }

  /** The steps one after the other, each as the commands that would do it. */
  public static List<String> lines(Plan plan, Step step) {
    return new ShellCommands(plan).of(step);
  }

  private static String down(Plan plan) {
    return plan.steps(Step.MakeNamespace.class).stream()
        .map(step -> down(plan, step.node()))
        .collect(Collectors.joining("\n"));
  }

  private static String down(Plan plan, String node) {
    boolean containers =
        plan.steps(Step.StartContainer.class).stream().anyMatch(c -> c.node().equals(node));
    // The first process of a container does not hear SIGTERM unless it has a handler for it.
    String firmly = containers ? " ip netns pids %s | xargs -r kill -KILL 2>/dev/null || :;" : "";
    String namespace = plan.namespace(node);
    String limits =
        ShellContainers.down(plan, node).stream()
            .map(c -> " " + c + ";")
            .collect(Collectors.joining());
    return "  for pid in $(ip netns pids %1$s); do kill \"$pid\"; done;%2$s%3$s ip netns delete %1$s; rm -rf /etc/netns/%1$s"
        .formatted(namespace, firmly.formatted(namespace), limits);
  }

  private static String title(Step.Phase phase) {
    return switch (phase) {
      case NAMESPACES -> "namespaces";
      case BRIDGES -> "bridges";
      case VETHS -> "veth pairs";
      case TUNNEL_LINKS -> "tunnels' interfaces";
      case LINK_SYSCTLS -> "settings of links";
      case ADDRESSES_AND_ROUTES -> "addresses, routes, rules, neighbours";
      case RULESETS -> "policies";
      case FILES -> "files";
      case SPANNING_TREES -> "spanning trees";
      case TUNNELS -> "tunnels";
      case CONTAINERS -> "containers";
    };
  }
}
