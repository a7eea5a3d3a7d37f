package dev.netlab.engine.state;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the files are that commands in a node, and its containers, see as the node's own.
 *
 * @param hosts the node's, or the one that all nodes share
 * @param resolvConf likewise
 * @param wireguard the directory with the sockets of its tunnels; it may not be there
 */
public record NodeFilePaths(String hosts, String resolvConf, String wireguard) {
  public static NodeFilePaths of(StateDirectory state, String node) {
    return new NodeFilePaths(
        own(state, node, "hosts"),
        own(state, node, "resolv.conf"),
        state.wireguard(node).toString());
  }

  private static String own(StateDirectory state, String node, String name) {
    Path own = state.node(node).resolve(name);
    return (Files.exists(own) ? own : state.shared(name)).toString();
  }
}
