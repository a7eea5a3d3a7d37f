package dev.netlab.lab;

/** How to tell that a container serves. */
public sealed interface Readiness {
  /** A process of it listens on the TCP port. */
  record Tcp(int port) implements Readiness {}

  /** A process of it has the UDP port. */
  record Udp(int port) implements Readiness {}

  /** The command, run in it by {@code /bin/sh -c}, ends with 0. */
  record Exec(String command) implements Readiness {}
}
