package dev.netlab.emulator.run;

import dev.netlab.emulator.agent.AgentException;
import dev.netlab.netlink.namespace.Namespace;
import dev.netlab.netlink.route.Qdisc;
import dev.netlab.netlink.socket.NetlinkSocket;
import dev.netlab.netlink.socket.Protocol;
import java.util.Collection;
import java.util.List;

/** The queues of a running lab in which a link's delay or rate keeps packets. */
public final class LinkQueues {
  private final LabAgent agent;
  private final Collection<Namespace> namespaces;

  /**
   * @param namespaces of the lab's nodes and networks; they stay the caller's
   */
  public LinkQueues(RunningLab running, Collection<Namespace> namespaces) {
    this.agent = running.agent();
    this.namespaces = List.copyOf(namespaces);
  }

  /** Whether a packet is in any of them now. */
  public boolean holdPackets() {
    return wiresDo() || namespaces.stream().anyMatch(LinkQueues::kernelDoes);
  }

  /** Of an agent that does not answer nothing is known, and others tell that it does not. */
  private boolean wiresDo() {
    try {
      return agent.packetsOnWires() > 0;
    } catch (AgentException e) {
      return false;
    }
  }

  private static boolean kernelDoes(Namespace namespace) {
    try (NetlinkSocket socket = NetlinkSocket.open(Protocol.ROUTE, namespace)) {
      return Qdisc.dump(socket).stream().anyMatch(qdisc -> qdisc.waiting() > 0);
    }
  }
}
