package dev.netlab.lab.plan;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Formats a plan as a shell script that creates the same lab without netlab, with {@code ip},
 * {@code bridge}, {@code nft} and {@code wg}. Only userspace tunnels, for which the kernel has no
 * device, need netlab's programs. Containers are started, but not restarted.
 */
public final class ShellScript {
  private ShellScript() {}

  public static String of(Plan plan) {
    ShellCommands commands = new ShellCommands(plan);
    StringBuilder script = new StringBuilder(head(plan));
    if (!plan.steps(Step.StartContainer.class).isEmpty()) {
      script.append(ShellContainers.definitions());
    }
    Step.Phase phase = null;
    for (Step step : plan.steps()) {
      if (step.phase() != phase) {
        phase = step.phase();
        script.append("\n# ").append(title(phase)).append('\n');
        if (phase == Step.Phase.TUNNELS) {
          // All of them first: the public key of a peer comes from the private key of another
          // tunnel.
          plan.steps(Step.ConfigureWireGuard.class)
              .forEach(tunnel -> append(script, ShellCommands.makeKey(plan, tunnel)));
        }
      }
      append(script, commands.of(step));
    }
    return script.toString();
  }

  /** The steps one after the other, each as its commands. */
  public static List<String> lines(Plan plan, Step step) {
    return new ShellCommands(plan).of(step);
  }

  private static void append(StringBuilder script, List<String> commands) {
    commands.forEach(command -> script.append(command).append('\n'));
  }

  /** What comes before the steps: if requested, removing what an earlier run created. */
  private static String head(Plan plan) {
    return """
    #!/bin/sh
    # %1$s, as plain commands. Run as root; `sh THIS down` takes it away again.%2$s
    set -e
    umask 022
    down() {
      status=0
      for namespace in %3$s; do
        # Only what this script made has a folder here.
        [ -d %4$s/"$namespace" ] || continue
        # The first process of a container does not hear SIGTERM unless it has a handler for it.
        for signal in TERM KILL; do
          for pid in $(ip netns pids "$namespace" 2>/dev/null); do
            kill -"$signal" "$pid" 2>/dev/null || :
          done
          for wait in 1 2 3 4 5; do
            [ -n "$(ip netns pids "$namespace" 2>/dev/null)" ] || break
            sleep 0.1
          done
        done
        %5$s[ ! -e /run/netns/"$namespace" ] || ip netns delete "$namespace" || { status=1; continue; }
        rm -rf /etc/netns/"$namespace" %4$s/"$namespace" || status=1
      done
      rmdir %4$s 2>/dev/null || :
      return $status
    }
    case ${1-} in
      '') ;;
      down) down && exit || exit ;;
      *) echo "usage: sh $0 [down]" >&2; exit 2 ;;
    esac
    trap '[ $? = 0 ] || echo "failed; what was made goes by: sh $0 down" >&2' EXIT
    (umask 077 && mkdir -p %4$s)
    """
        .formatted(
            plan.lab(),
            hasSecrets(plan) ? " It has keys in it: keep it to yourself." : "",
            plan.steps(Step.MakeNamespace.class).stream()
                .map(step -> ShellQuote.of(plan.namespace(step.node())))
                .collect(Collectors.joining(" ")),
            ShellCommands.STATE,
            limits(plan));
  }

  /** Cgroups of containers are removed after these have ended and before the namespace's name. */
  private static String limits(Plan plan) {
    String cases =
        plan.steps(Step.StartContainer.class).stream()
            .map(Step::node)
            .distinct()
            .map(
                node ->
                    "      %s)\n        %s ;;\n"
                        .formatted(
                            ShellQuote.of(plan.namespace(node)),
                            String.join("\n        ", ShellContainers.down(plan, node))))
            .collect(Collectors.joining());
    return cases.isEmpty() ? "" : "case $namespace in\n" + cases + "    esac\n    ";
  }

  private static boolean hasSecrets(Plan plan) {
    return plan.steps(Step.ConfigureWireGuard.class).stream()
        .map(Step.ConfigureWireGuard::wireguard)
        .anyMatch(
            tunnel ->
                tunnel.privateKey().isPresent()
                    || tunnel.peers().stream().anyMatch(peer -> peer.presharedKey().isPresent()));
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
