package dev.netlab.nft.policy;

import dev.netlab.ip.IpPrefix;
import dev.netlab.ip.IpVersion;
import dev.netlab.nft.PolicyException;
import dev.netlab.nft.value.Hook;
import dev.netlab.nft.value.PrefixText;
import dev.netlab.nft.value.Protocol;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Rejects rules whose action, conditions and hooks contradict each other. */
final class RuleCheck {
  private RuleCheck() {}

  static void check(Action action, Match match, List<Hook> hooks) {
    checkHooks(action, match, hooks);
    checkFamily(action, match);
    switch (action) {
      case Action.DnatPrefix dnat ->
          checkTranslation("destination", match.destination().anyOf(), dnat.to());
      case Action.SnatPrefix snat -> checkTranslation("source", match.source().anyOf(), snat.to());
      case Action.Dnat dnat -> checkPorts(dnat.to(), match);
      case Action.Snat snat -> checkPorts(snat.to(), match);
      case Action.Masquerade masquerade -> {
        if (masquerade.range().isPresent() && !hasPorts(match)) {
          throw new PolicyException(
              "ports", "a port range needs a protocol: add protocol: tcp, udp or sctp");
        }
      }
      case Action.PortForward forward -> {
        if (match.ports().isEmpty()) {
          throw new PolicyException("port", "is missing: the port to forward");
        }
        if (!match.out().isAny()) {
          throw new PolicyException("out", "is not known yet where a port is forwarded");
        }
        checkPorts(forward.to(), match);
      }
      case Action.Reject reject -> {
        if (reject.with() instanceof RejectWith.TcpReset
            && !match.protocols().equals(List.of(Protocol.TCP))) {
          throw new PolicyException("with", "tcp-reset needs protocol: tcp");
        }
      }
      case Action.ClampMss clamp -> {
        if (!match.protocols().isEmpty() && !match.protocols().equals(List.of(Protocol.TCP))) {
          throw new PolicyException("protocol", "only TCP has a maximum segment size");
        }
        clamp
            .size()
            .filter(size -> size < 1 || size > 65535)
            .ifPresent(
                size -> {
                  throw new PolicyException("to", size + " is not a segment size: 1 to 65535");
                });
      }
      case Action.SnatPool _,
          Action.SnatMap _,
          Action.DnatMap _,
          Action.NoNat _,
          Action.Accept _,
          Action.Drop _,
          Action.Notrack _ -> {}
    }
  }

  private static void checkHooks(Action action, Match match, List<Hook> hooks) {
    if (hooks.isEmpty()) {
      throw new PolicyException("hook", "names no hook; leave the field out for the usual ones");
    }
    Set<Hook> possible = possibleHooks(action);
    for (Hook hook : hooks) {
      String name = hook.name().toLowerCase(Locale.ROOT);
      if (!possible.contains(hook)) {
        throw new PolicyException(
            "hook",
            "cannot act at %s; possible: %s"
                .formatted(
                    name,
                    String.join(
                        ", ",
                        possible.stream().map(h -> h.name().toLowerCase(Locale.ROOT)).toList())));
      }
      if (!match.in().anyOf().isEmpty() && !hook.knowsIn()) {
        throw new PolicyException("in", "packets at " + name + " came in by no interface");
      }
      if (!match.out().isAny() && !hook.knowsOut()) {
        throw new PolicyException(
            match.out().anyOf().isEmpty() ? "not-out" : "out",
            "the interface out is not known yet at " + name);
      }
    }
  }

  private static Set<Hook> possibleHooks(Action action) {
    return switch (action) {
      case Action.Dnat _,
          Action.DnatPrefix _,
          Action.DnatMap _,
          Action.PortForward _,
          Action.Notrack _ ->
          EnumSet.of(Hook.PREROUTING, Hook.OUTPUT);
      case Action.Snat _,
          Action.SnatPrefix _,
          Action.SnatPool _,
          Action.SnatMap _,
          Action.Masquerade _ ->
          EnumSet.of(Hook.POSTROUTING);
      case Action.NoNat _ -> EnumSet.of(Hook.PREROUTING, Hook.OUTPUT, Hook.POSTROUTING);
      case Action.ClampMss _ -> EnumSet.of(Hook.FORWARD, Hook.OUTPUT, Hook.POSTROUTING);
      case Action.Accept _, Action.Drop _ -> EnumSet.allOf(Hook.class);
      case Action.Reject _ -> EnumSet.complementOf(EnumSet.of(Hook.POSTROUTING));
    };
  }

  private static void checkFamily(Action action, Match match) {
    Set<IpVersion> families = match.families();
    action
        .family()
        .filter(family -> !families.isEmpty() && !families.equals(EnumSet.of(family)))
        .ifPresent(
            family -> {
              throw new PolicyException(
                  fieldOfFamily(action), "is " + family + " while the packets are " + families);
            });
  }

  private static String fieldOfFamily(Action action) {
    return switch (action) {
      case Action.Reject _ -> "with";
      case Action.SnatMap _, Action.DnatMap _ -> "map";
      case Action.Dnat _,
          Action.DnatPrefix _,
          Action.Snat _,
          Action.SnatPrefix _,
          Action.SnatPool _,
          Action.PortForward _,
          Action.NoNat _,
          Action.Masquerade _,
          Action.Accept _,
          Action.Drop _,
          Action.Notrack _,
          Action.ClampMss _ ->
          "to";
    };
  }

  private static void checkTranslation(String field, List<IpPrefix> from, IpPrefix to) {
    if (from.size() != 1) {
      throw new PolicyException(
          field,
          "a translation to the prefix %s needs exactly one prefix here, of length %d"
              .formatted(PrefixText.of(to), to.length()));
    }
    if (from.getFirst().length() != to.length()) {
      throw new PolicyException(
          "to",
          "%s and %s have different lengths; a prefix is translated to one of equal length"
              .formatted(PrefixText.of(from.getFirst()), PrefixText.of(to)));
    }
  }

  private static void checkPorts(NatTarget target, Match match) {
    if (target.ports().isPresent() && !hasPorts(match)) {
      throw new PolicyException("to", "a port needs a protocol: add protocol: tcp, udp or sctp");
    }
  }

  private static boolean hasPorts(Match match) {
    return !match.protocols().isEmpty() && match.protocols().stream().allMatch(Protocol::hasPorts);
  }
}
