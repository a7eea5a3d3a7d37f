package dev.netlab.wireguard.device;

import dev.netlab.netlink.unix.ListeningSocket;
import dev.netlab.wireguard.uapi.Configurable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The UAPI socket: mode 0600 from its first moment, at most 16 connections at a time. One more
 * replaces the one that has been silent for longest, so that idle connections keep nobody out.
 */
final class UapiServer implements AutoCloseable {
  static final int CONNECTIONS = 16;

  private final ListeningSocket listening;
  private final Configurable device;
  private final DeviceLog log;
  private final Duration patience;
  private final Set<UapiConnection> connections = ConcurrentHashMap.newKeySet();

  private UapiServer(
      ListeningSocket listening, Configurable device, DeviceLog log, Duration patience) {
    this.listening = listening;
    this.device = device;
    this.log = log;
    this.patience = patience;
  }

  /**
   * Listens at the path, whose folder is made if it is missing. A socket that no process serves any
   * more is replaced.
   *
   * @param patience how long a request may take from its first byte to the end of its answer
   * @throws UncheckedIOException if another serves there, or there is no getting at the path
   */
  static UapiServer start(Path path, Configurable device, DeviceLog log, Duration patience) {
    try {
      Files.createDirectories(
          Objects.requireNonNull(path.toAbsolutePath().getParent(), "a socket's folder"));
      ListeningSocket listening = ListeningSocket.open(path);
      UapiServer server = new UapiServer(listening, device, log, patience);
      // No virtual threads: what polls for those keeps a JVM that exits waiting for 0.3 s.
      Thread.ofPlatform().daemon().name("uapi " + path.getFileName()).start(server::accept);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException("listen at " + path + ": " + e.getMessage(), e);
    }
  }

  private void accept() {
    listening.accept(this::take, problem -> log.error("UAPI: " + problem));
  }

  private void take(SocketChannel channel) {
    while (connections.size() >= CONNECTIONS) {
      connections.stream()
          .min(Comparator.comparingLong(UapiConnection::lastHeard))
          .ifPresent(this::drop);
    }
    UapiConnection connection = new UapiConnection(channel, device, patience);
    connections.add(connection);
    Thread.ofPlatform().daemon().name("uapi connection").start(() -> serve(connection));
  }

  private void drop(UapiConnection connection) {
    connections.remove(connection);
    connection.close();
  }

  private void serve(UapiConnection connection) {
    try {
      connection.serve();
    } catch (IOException e) {
      log.verbose(() -> "UAPI connection ended: " + e.getMessage());
    } catch (IllegalStateException e) {
      log.error("UAPI: " + e.getMessage());
    } finally {
      drop(connection);
    }
  }

  /** Ends all connections and removes the socket. */
  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException e) {
      log.error("close the UAPI socket: " + e.getMessage());
    }
    connections.forEach(this::drop);
  }
}
