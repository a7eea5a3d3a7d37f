package dev.netlab.engine.lifecycle;

import dev.netlab.netlink.netns.Namespace;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The namespaces of some nodes of a lab that is up, held open. */
public final class LabNamespaces implements AutoCloseable {
  private final Map<String, Namespace> byNode = new LinkedHashMap<>();

  private LabNamespaces() {}

  /**
   * Opens them.
   *
   * @param files that whoever calls will have open at most for each node, this one included
   * @throws LabStateException if a name stands for no namespace of ours
   * @throws MachineException if so many files may not be open
   */
  public static LabNamespaces open(RunningLab lab, Collection<String> nodes, int files) {
    FileLimit.demand(lab.name(), nodes.size(), files);
    LabNamespaces opened = new LabNamespaces();
    try {
      nodes.forEach(node -> opened.byNode.put(node, lab.open(node)));
      return opened;
    } catch (RuntimeException | Error e) {
      opened.close();
      throw e;
    }
  }

  /** By node, in the order in which they were asked for. */
  public Map<String, Namespace> byNode() {
    return Collections.unmodifiableMap(byNode);
  }

  @Override
  public void close() {
    byNode.values().forEach(Namespace::close);
  }
}
