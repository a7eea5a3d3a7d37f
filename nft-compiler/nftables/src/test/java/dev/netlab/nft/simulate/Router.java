package dev.netlab.nft.simulate;

import dev.netlab.ip.IpAddress;
import dev.netlab.nft.ruleset.Ruleset;
import dev.netlab.nft.value.Hook;
import dev.netlab.nft.value.PrefixText;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A node that routes packets between the hooks of a simulator. */
public final class Router {
  public static final Fate DROPPED = new Stopped(new Outcome.Dropped());

  private final Simulator simulator;
  private final Host host;
  private final List<Route> routes;

  /** Where packets for a prefix leave. */
  public record Route(String to, String out) {}

  /** What became of a packet. */
  public sealed interface Fate {}

  /** The node itself got it. */
  public record Delivered() implements Fate {}

  /** It left. */
  public record Sent(String out) implements Fate {}

  /** Rules ended its way. */
  public record Stopped(Outcome outcome) implements Fate {}

  /** No route leads to its destination. */
  public record Unroutable() implements Fate {}

  /**
   * The way of a packet.
   *
   * @param packet as it was at the end
   * @param after what the node remembers now
   */
  public record Walk(List<Step> steps, Fate fate, Packet packet, State after) {}

  public Router(
      Ruleset ruleset,
      Map<String, List<IpAddress>> addresses,
      List<Route> routes,
      RandomSource chance) {
    this.host = new Host(addresses);
    this.simulator = new Simulator(ruleset, host, chance);
    this.routes = List.copyOf(routes);
  }

  /** Lets one packet through the node. */
  public Walk walk(Packet packet, State state) {
    Traversal traversal = simulator.traverse(packet, state);
    Fate fate = packet.in().isEmpty() ? send(traversal) : receive(traversal);
    boolean isRemembered = fate instanceof Delivered || fate instanceof Sent;
    return new Walk(
        traversal.steps(), fate, traversal.packet(), isRemembered ? traversal.after() : state);
  }

  private Fate receive(Traversal traversal) {
    Optional<Outcome> end = traversal.pass(Hook.PREROUTING);
    if (end.isPresent()) {
      return new Stopped(end.get());
    }
    if (isLocal(traversal)) {
      return traversal.pass(Hook.INPUT).<Fate>map(Stopped::new).orElseGet(Delivered::new);
    }
    Optional<String> out = out(traversal);
    if (out.isEmpty()) {
      return new Unroutable();
    }
    traversal.leavesBy(out.get());
    return traversal
        .pass(Hook.FORWARD)
        .or(() -> traversal.pass(Hook.POSTROUTING))
        .<Fate>map(Stopped::new)
        .orElseGet(() -> new Sent(out.get()));
  }

  private Fate send(Traversal traversal) {
    for (Hook hook : List.of(Hook.OUTPUT, Hook.POSTROUTING)) {
      Optional<String> out = out(traversal); // behind output its destination may be another
      if (out.isEmpty()) {
        return new Unroutable();
      }
      traversal.leavesBy(out.get());
      Optional<Outcome> end = traversal.pass(hook);
      if (end.isPresent()) {
        return new Stopped(end.get());
      }
    }
    if (!isLocal(traversal)) {
      return new Sent(traversal.packet().out());
    }
    return traversal
        .comesBack()
        .or(() -> traversal.pass(Hook.INPUT))
        .<Fate>map(Stopped::new)
        .orElseGet(Delivered::new);
  }

  private boolean isLocal(Traversal traversal) {
    return host.isLocal(traversal.packet().tuple().destination());
  }

  /** The longest prefix wins, of equal ones the first. */
  private Optional<String> out(Traversal traversal) {
    return isLocal(traversal)
        ? Optional.of("lo")
        : routes.stream()
            .filter(
                route ->
                    PrefixText.parse(route.to()).contains(traversal.packet().tuple().destination()))
            .max(Comparator.comparingInt(route -> PrefixText.parse(route.to()).length()))
            .map(Route::out);
  }
}
