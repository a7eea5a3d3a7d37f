package dev.netlab.engine.site;

import dev.netlab.lab.Interface;
import dev.netlab.lab.Lab;
import dev.netlab.lab.Node;
import dev.netlab.lab.Written;
import dev.netlab.lab.plan.KernelFeature;
import dev.netlab.lab.plan.Plan;
import dev.netlab.lab.plan.Planner;
import dev.netlab.lab.plan.Step;
import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.rtnetlink.Address;
import dev.netlab.netlink.rtnetlink.Interfaces;
import dev.netlab.netlink.rtnetlink.LinkSettings.State;
import dev.netlab.netlink.rtnetlink.Netem;
import dev.netlab.netlink.rtnetlink.Route;
import dev.netlab.netlink.socket.NetlinkSocket;
import dev.netlab.netlink.socket.Request;
import dev.netlab.netlink.syscall.Errno;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What the lab file says about an interface of a node or network. */
record ConfiguredLink(Lab lab, String node, String name) {
  /**
   * Errors that mean something cannot be restored: it exists already, or depends on a link that is
   * down or gone.
   */
  private static final Set<Integer> NOT_NOW =
      Set.of(Errno.EEXIST, Errno.ENODEV, Errno.ENETDOWN, Errno.ENETUNREACH, Errno.EHOSTUNREACH);

  State state() {
    return written().map(Interface::up).orElse(true) ? State.UP : State.DOWN;
  }

  /** The impairment of the packets that it sends. */
  Netem netem() {
    return written().flatMap(Interface::impair).orElse(Netem.NONE);
  }

  /**
   * The same if the interface is an end of one of netlab's own wires, which always has a random
   * seed.
   */
  Netem netemOnWire() {
    // Planned without the kernel's netem, every impaired link becomes a wire.
    Plan plan = Planner.plan(lab, EnumSet.complementOf(EnumSet.of(KernelFeature.NETEM)));
    for (Step.AttachWire step : plan.steps(Step.AttachWire.class)) {
      if (step.node().equals(node) && step.device().equals(name)) {
        return step.netem();
      }
      if (step.peerNode().equals(node) && step.peerDevice().equals(name)) {
        return step.peerNetem();
      }
    }
    return netem();
  }

  /** Restores the addresses and routes that were lost when the interface went down. */
  void restore(NetlinkSocket socket) {
    Interfaces interfaces = Interfaces.of(socket);
    for (Interface i : written().stream().toList()) {
      for (Written<Address> address : i.addresses()) {
        restore(socket, () -> address.value().withDev(name).add(interfaces));
      }
    }
    for (Node each : lab.node(node).stream().toList()) {
      for (Written<Route> route : each.routes()) {
        restore(socket, () -> route.value().add(interfaces));
      }
    }
  }

  private static void restore(NetlinkSocket socket, Supplier<Request> request) {
    try {
      socket.request(request.get());
    } catch (KernelException e) {
      if (!NOT_NOW.contains(e.errno())) {
        throw e;
      }
    }
  }

  private Optional<Interface> written() {
    return lab.node(node).flatMap(n -> n.interfaceNamed(name));
  }
}
