package dev.netlab.emulator.check;

import dev.netlab.emulator.capture.NodeEvent;
import dev.netlab.emulator.capture.Recording;
import dev.netlab.emulator.packet.Link;
import dev.netlab.emulator.packet.Packet;
import dev.netlab.emulator.packet.TunnelPorts;
import dev.netlab.netlink.netfilter.NetfilterEvent;
import dev.netlab.netlink.netfilter.NftTrace;
import dev.netlab.nft.ruleset.ListedRule;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which packets met which rules, by nftrace. */
final class RuleHits {
  private static final int MORE_THAN_TRACED = 1 << 16;

  private RuleHits() {}

  /** A packet, as it was when it came to the hook, met a rule. */
  record Hit(ListedRule rule, Packet packet) {}

  /** The packets of a node that met one of the rules. */
  static List<Hit> of(Recording recording, String node, String table, List<ListedRule> rules) {
    Map<Integer, Packet> packets = new HashMap<>();
    List<Hit> hits = new ArrayList<>();
    for (NodeEvent event : recording.events()) {
      if (event.node().equals(node) && event.event() instanceof NetfilterEvent.Trace(_, var step)) {
        // Only a base chain's first step shows the packet: the steps behind it are about the same.
        step.packet().ifPresent(shown -> packets.put(step.id(), packet(shown)));
        Packet packet = packets.get(step.id());
        if (step.type() == NftTrace.Type.RULE && step.table().equals(table) && packet != null) {
          rules.stream()
              .filter(rule -> rule.handle() == step.ruleHandle())
              .filter(rule -> rule.chain().equals(step.chain()))
              .forEach(rule -> hits.add(new Hit(rule, packet)));
        }
      }
    }
    return hits;
  }

  private static Packet packet(NftTrace.Packet traced) {
    ByteBuffer network = traced.networkHeader().duplicate();
    ByteBuffer transport = traced.transportHeader().duplicate();
    ByteBuffer bytes = ByteBuffer.allocate(network.remaining() + transport.remaining());
    bytes.put(network).put(transport).flip();
    return Packet.decode(Link.RAW_IP, bytes, MORE_THAN_TRACED, TunnelPorts.ASSIGNED);
  }
}
