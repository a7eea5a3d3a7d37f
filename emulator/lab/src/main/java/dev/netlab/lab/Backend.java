package dev.netlab.lab;

/** The implementation that forwards a tunnel's packets. */
public enum Backend {
  /** The kernel if it supports the device, otherwise netlab. */
  AUTO,
  KERNEL,
  USERSPACE
}
