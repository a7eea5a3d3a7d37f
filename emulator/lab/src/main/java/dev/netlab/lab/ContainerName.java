package dev.netlab.lab;

/** A container, identified by the names of its node and itself. */
public record ContainerName(String node, String container) {

  /** Parses {@code NODE/CONTAINER}, the format of {@link #toString}. */
  public static ContainerName parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("not NODE/CONTAINER: " + text);
    }
    return new ContainerName(text.substring(0, slash), text.substring(slash + 1));
  }

  /** {@code node/container}, as users write it. */
  @Override
  public String toString() {
    return node + "/" + container;
  }
}
