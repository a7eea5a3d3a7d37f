package dev.netlab.insight.facts;

import dev.netlab.insight.facts.UserspaceDevices.DeviceState;
import dev.netlab.ip.IpAddress;
import dev.netlab.lab.Condition;
import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.rtnetlink.Geneve;
import dev.netlab.netlink.rtnetlink.Link;
import dev.netlab.netlink.rtnetlink.LinkKind;
import dev.netlab.netlink.rtnetlink.Vxlan;
import dev.netlab.packet.filter.Bindings;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The condition {@code link}: what an interface is, the kernel's own or one of userspace. */
final class LinkCondition {
  private final Kernels kernels;
  private final UserspaceDevices devices;

  LinkCondition(Kernels kernels, UserspaceDevices devices) {
    this.kernels = kernels;
    this.devices = devices;
  }

  Verdict check(Condition.HasLink condition, Bindings bindings) {
    String where = condition.node() + ":" + condition.interfaceName();
    DeviceState state;
    try {
      Link link = Link.get(kernels.routes(condition.node()), condition.interfaceName());
      state =
          devices
              .state(condition.node(), condition.interfaceName())
              .map(carried -> with(common(condition.node(), link), carried))
              .orElseGet(
                  () -> new DeviceState(link.kind().kind(), parameters(condition.node(), link)));
    } catch (KernelException e) {
      return new Verdict.Fails("there is no interface " + where + ": " + e.getMessage());
    }
    String text = where + " is " + text(state);
    if (!state.kind().equals(condition.kind())) {
      return new Verdict.Fails(text + ", expected " + condition.kind());
    }
    Optional<Bindings> known = Optional.of(bindings);
    for (Condition.Parameter parameter : condition.parameters()) {
      String value = state.parameters().getOrDefault(parameter.word(), "");
      known = known.flatMap(b -> accept(parameter.value(), value, b));
      if (known.isEmpty()) {
        return new Verdict.Fails(
            "%s, expected %s %s".formatted(text, parameter.word(), expected(parameter, bindings)));
      }
    }
    return Verdict.holds(known.orElse(bindings), text);
  }

  private static Optional<Bindings> accept(String wanted, String value, Bindings bindings) {
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (wanted.startsWith("$")) {
      return bindings.bind(wanted.substring(1), value);
    }
    return wanted.equals("*") || wanted.equals(value) ? Optional.of(bindings) : Optional.empty();
  }

  private static String expected(Condition.Parameter parameter, Bindings bindings) {
    String value = parameter.value();
    return value.startsWith("$")
        ? value + bindings.get(value.substring(1)).map(known -> " = " + known).orElse("")
        : value;
  }

  private static String text(DeviceState state) {
    StringBuilder text = new StringBuilder(state.kind().isEmpty() ? "of no kind" : state.kind());
    new TreeMap<>(state.parameters())
        .forEach((word, value) -> text.append(' ').append(word).append(' ').append(value));
    return text.toString();
  }

  private static DeviceState with(Map<String, String> common, DeviceState carried) {
    common.putAll(carried.parameters());
    return new DeviceState(carried.kind(), common);
  }

  /** What any interface has, whoever carries it. */
  private Map<String, String> common(String node, Link link) {
    Map<String, String> parameters = new TreeMap<>();
    parameters.put("index", String.valueOf(link.index()));
    parameters.put("mtu", String.valueOf(link.mtu()));
    if (link.mac() != null) {
      parameters.put("address", link.mac().toString());
    }
    if (!link.alias().isEmpty()) {
      parameters.put("alias", link.alias());
    }
    if (link.master() != 0) {
      parameters.put("master", kernels.interfaces(node).name(link.master()));
    }
    return parameters;
  }

  /** By the words of {@code ip -d link}. */
  private Map<String, String> parameters(String node, Link link) {
    Map<String, String> parameters = common(node, link);
    switch (link.kind()) {
      case Geneve geneve -> {
        parameters.put("id", String.valueOf(geneve.id()));
        parameters.put("dstport", String.valueOf(geneve.port()));
        parameters.put("udpcsum", onOff(geneve.udpChecksum()));
        address(parameters, "remote", geneve.remote());
      }
      case Vxlan vxlan -> {
        parameters.put("id", String.valueOf(vxlan.id()));
        parameters.put("dstport", String.valueOf(vxlan.port()));
        address(parameters, "remote", vxlan.remote());
        address(parameters, "local", vxlan.local());
      }
      case LinkKind.Veth _ -> parameters.put("peer-index", String.valueOf(link.parent()));
      case LinkKind.Vlan vlan -> parameters.put("id", String.valueOf(vlan.id()));
      default -> {}
    }
    return parameters;
  }

  static String onOff(boolean on) {
    return on ? "on" : "off";
  }

  private static void address(
      Map<String, String> parameters, String word, @Nullable InetAddress address) {
    if (address != null) {
      parameters.put(word, IpAddress.of(address).toString());
    }
  }
}
