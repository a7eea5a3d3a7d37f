package dev.netlab.engine.lifecycle;

import dev.netlab.lab.Lab;
import dev.netlab.lab.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Labs that read well and that the kernel refuses. */
final class Breakage {
  private Breakage() {}

  /** The lab with one more sysctl at its last node. */
  static Lab withSysctl(Lab lab, String key, String value) {
    List<Node> nodes = new ArrayList<>(lab.nodes());
    Node last = nodes.removeLast();
    Map<String, String> sysctls = new LinkedHashMap<>(last.sysctls());
    sysctls.put(key, value);
    nodes.add(
        new Node(
            last.name(),
            last.forwarding(),
            last.interfaces(),
            last.routes(),
            last.rules(),
            last.neighbours(),
            last.fdb(),
            sysctls,
            last.hosts(),
            last.nameservers(),
            last.containers(),
            last.policy(),
            last.nft(),
            last.at()));
    return new Lab(
        lab.name(),
        lab.title(),
        lab.networks(),
        nodes,
        lab.scenarios(),
        lab.packages(),
        lab.kubernetes(),
        lab.warnings());
  }
}
