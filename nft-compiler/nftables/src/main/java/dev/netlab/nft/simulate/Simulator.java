package dev.netlab.nft.simulate;

import dev.netlab.ip.IpVersion;
import dev.netlab.nft.ruleset.BaseHook;
import dev.netlab.nft.ruleset.BaseHook.ChainType;
import dev.netlab.nft.ruleset.NftChain;
import dev.netlab.nft.ruleset.NftTable;
import dev.netlab.nft.ruleset.Ruleset;
import dev.netlab.nft.ruleset.TableFamily;
import dev.netlab.nft.ruleset.Translation;
import dev.netlab.nft.value.ConnectionState;
import dev.netlab.nft.value.Hook;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Simulates a node with a ruleset: computes what happens to a packet, as the kernel would do it.
 * Each packet belongs to a connection or begins one. ICMP errors about a connection and the passing
 * of time are not simulated.
 */
public final class Simulator {
  /** The state that {@code notrack} matches before connection tracking has seen the packet. */
  static final ConnectionState NEVER = ConnectionState.INVALID;

  private static final int TRACKING = -200;

  private record Hanging(TableFamily family, Rules rules, NftChain chain, BaseHook base) {}

  private final List<Hanging> chains = new ArrayList<>();

  /**
   * Simulates one node.
   *
   * @param chance makes the decisions that the kernel makes at random
   */
  public Simulator(Ruleset ruleset, Host host, RandomSource chance) {
    PacketFields fields = new PacketFields(host);
    Translator translator = new Translator(host, fields, chance);
    for (NftTable table : ruleset.tables()) {
      Rules rules = new Rules(table, fields, translator);
      for (NftChain chain : table.chains()) {
        chain.base().ifPresent(b -> chains.add(new Hanging(table.family(), rules, chain, b)));
      }
    }
    chains.sort(Comparator.comparingInt(hanging -> hanging.base().priority()));
  }

  /**
   * Begins the traversal of a packet, which passes one hook after another. The caller routes the
   * packet between them.
   */
  public Traversal traverse(Packet packet, State state) {
    return new Traversal(this, new Flow(packet, state));
  }

  /** Receives the packet again through lo; its connection is already known and translated. */
  Optional<Outcome> comeBack(Flow flow) {
    flow.packet = flow.packet.between("lo", "");
    return filter(flow, Hook.PREROUTING);
  }

  /**
   * Evaluates every chain of a hook, with connection tracking and translation at their priorities.
   */
  Optional<Outcome> pass(Flow flow, Hook hook) {
    flow.hook = hook;
    boolean begins = hook == Hook.PREROUTING || hook == Hook.OUTPUT;
    int natPlace = begins ? BaseHook.DSTNAT : BaseHook.SRCNAT;
    return filter(flow, hook, Integer.MIN_VALUE, TRACKING)
        .or(
            () -> {
              if (begins) {
                track(flow);
              }
              return filter(flow, hook, TRACKING, natPlace);
            })
        .or(() -> hook == Hook.FORWARD ? Optional.empty() : translate(flow, hook))
        .or(() -> filter(flow, hook, natPlace, Integer.MAX_VALUE));
  }

  private static void track(Flow flow) {
    if (flow.tracked == NEVER) {
      flow.tracked = ConnectionState.UNTRACKED;
    } else {
      flow.track();
    }
  }

  private Optional<Outcome> filter(Flow flow, Hook hook) {
    flow.hook = hook;
    return filter(flow, hook, Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  private Optional<Outcome> filter(Flow flow, Hook hook, int from, int to) {
    for (Hanging hanging : chains) {
      int priority = hanging.base().priority();
      if (hanging.base().type() != ChainType.NAT
          && hanging.base().hook() == hook
          && from <= priority
          && priority < to
          && sees(hanging.family(), flow.packet.family())) {
        Rules.End walked = hanging.rules().walk(hanging.chain().name(), flow);
        Optional<Outcome> end = end(hanging, walked, flow);
        if (end.isPresent()) {
          return end;
        }
      }
    }
    return Optional.empty();
  }

  /**
   * For a new connection, the first translation that decides; for a known one, the earlier
   * decision.
   */
  private Optional<Outcome> translate(Flow flow, Hook hook) {
    if (flow.tracked == ConnectionState.UNTRACKED) {
      return Optional.empty();
    }
    boolean destination = hook == Hook.PREROUTING || hook == Hook.OUTPUT;
    boolean decided = destination ? flow.dnatDecided : flow.snatDecided;
    for (Hanging hanging : decided ? List.<Hanging>of() : chains) {
      if (hanging.base().type() == ChainType.NAT
          && hanging.base().hook() == hook
          && sees(hanging.family(), flow.packet.family())) {
        int before = flow.steps.size();
        Rules.End end = hanging.rules().walk(hanging.chain().name(), flow);
        Optional<Outcome> outcome = end(hanging, end, flow);
        if (outcome.isPresent()) {
          return outcome;
        }
        if (translated(flow, before)) {
          break;
        }
      }
    }
    if (destination) {
      flow.dnatDecided = true;
      flow.translateDestination();
    } else {
      flow.snatDecided = true;
      flow.translateSource();
    }
    return Optional.empty();
  }

  private static boolean translated(Flow flow, int before) {
    return flow.steps.subList(before, flow.steps.size()).stream()
        .filter(step -> step.rule().isUnderstood())
        .flatMap(step -> step.rule().statements().stream())
        .anyMatch(statement -> statement instanceof Translation);
  }

  private static Optional<Outcome> end(Hanging hanging, Rules.End end, Flow flow) {
    return switch (end) {
      case Rules.End.Accepted _ -> Optional.empty();
      case Rules.End.Dropped _ -> Optional.of(new Outcome.Dropped());
      case Rules.End.Refused refused -> Optional.of(new Outcome.Refused(refused.with()));
      case Rules.End.Undecided _, Rules.End.Returned _ -> {
        if (hanging.base().policy() == BaseHook.Policy.ACCEPT) {
          yield Optional.empty();
        }
        flow.droppedBy = Optional.of(hanging.rules().name() + " " + hanging.chain().name());
        yield Optional.of(new Outcome.Dropped());
      }
    };
  }

  private static boolean sees(TableFamily table, IpVersion packet) {
    return switch (table) {
      case IP -> packet == IpVersion.IPV4;
      case IP6 -> packet == IpVersion.IPV6;
      case INET -> true;
      case BRIDGE, ARP, NETDEV -> false;
    };
  }
}
