package dev.netlab.engine.site;

import dev.netlab.engine.state.FileLimit;
import dev.netlab.engine.state.LabStateException;
import dev.netlab.engine.state.MachineException;
import dev.netlab.netlink.netns.Namespace;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The namespaces of some nodes of a site, held open. */
public final class SiteNamespaces implements AutoCloseable {
  private final Map<String, Namespace> byNode = new LinkedHashMap<>();

  private SiteNamespaces() {}

  /**
   * Opens the namespaces.
   *
   * @param files the most files that the caller will have open for each node, including this one
   * @throws LabStateException if a name does not refer to a namespace of the site
   * @throws MachineException if that many files cannot be open
   */
  public static SiteNamespaces open(Site site, Collection<String> nodes, int files) {
    FileLimit.require(site.description(), nodes.size(), files);
    SiteNamespaces opened = new SiteNamespaces();
    try {
      nodes.forEach(node -> opened.byNode.put(node, site.open(node)));
      return opened;
    } catch (RuntimeException | Error e) {
      opened.close();
      throw e;
    }
  }

  /** By node, in the order in which they were requested. */
  public Map<String, Namespace> byNode() {
    return Collections.unmodifiableMap(byNode);
  }

  @Override
  public void close() {
    byNode.values().forEach(Namespace::close);
  }
}
