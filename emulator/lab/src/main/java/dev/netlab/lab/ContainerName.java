package dev.netlab.lab;

/** A container by its node's name and its own. */
public record ContainerName(String node, String container) {

  /** Reads {@code NODE/CONTAINER}, which {@link #toString} writes. */
  public static ContainerName parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("not NODE/CONTAINER: " + text);
    }
    return new ContainerName(text.substring(0, slash), text.substring(slash + 1));
  }

  /** {@code node/container}, as people write it. */
  @Override
  public String toString() {
    return node + "/" + container;
  }
}
