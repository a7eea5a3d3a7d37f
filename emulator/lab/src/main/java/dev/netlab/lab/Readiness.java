package dev.netlab.lab;

/** How to detect that a container is ready. */
public sealed interface Readiness {
  /** One of its processes listens on the TCP port. */
  record Tcp(int port) implements Readiness {}

  /** One of its processes has bound the UDP port. */
  record Udp(int port) implements Readiness {}

  /** The command, run in the container by {@code /bin/sh -c}, exits with 0. */
  record Exec(String command) implements Readiness {}
}
