package dev.netlab.emulator.lab;

/** A container by its node's name and its own. */
public record ContainerName(String node, String container) {

  /** {@code node/container}, as people write it. */
  @Override
  public String toString() {
    return node + "/" + container;
  }
}
