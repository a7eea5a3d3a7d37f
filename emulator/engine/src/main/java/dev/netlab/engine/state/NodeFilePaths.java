package dev.netlab.engine.state;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The paths of the files that commands in a node, and its containers, see as the node's own.
 *
 * @param hosts the node's hosts file, or the one that all nodes share
 * @param resolvConf the node's resolv.conf, or the one that all nodes share
 * @param wireguard the directory with the sockets of the node's tunnels; it may not exist
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
