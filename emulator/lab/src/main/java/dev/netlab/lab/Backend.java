package dev.netlab.lab;

/** Who carries a tunnel's packets. */
public enum Backend {
  /** The kernel where it has the device, else ours. */
  AUTO,
  KERNEL,
  USERSPACE
}
