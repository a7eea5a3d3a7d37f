package dev.netlab.wireguard.device;

import dev.netlab.wireguard.uapi.Configurable;
import dev.netlab.wireguard.uapi.UapiSession;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** The UAPI socket: mode 0600 from its first moment, at most 16 connections at a time. */
final class UapiServer implements AutoCloseable {
  private static final int CONNECTIONS = 16;

  private final Path path;
  private final ServerSocketChannel listening;
  private final Configurable device;
  private final DeviceLog log;
  private final Semaphore free = new Semaphore(CONNECTIONS);
  private final Set<SocketChannel> connections = ConcurrentHashMap.newKeySet();

  private UapiServer(Path path, ServerSocketChannel listening, Configurable device, DeviceLog log) {
    this.path = path;
    this.listening = listening;
    this.device = device;
    this.log = log;
  }

  /**
   * Listens at the path, whose folder is made if it is missing. A socket that nobody serves any
   * more is replaced.
   *
   * @throws UncheckedIOException if another serves there, or there is no getting at the path
   */
  static UapiServer start(Path path, Configurable device, DeviceLog log) {
    try {
      Path folder = Objects.requireNonNull(path.toAbsolutePath().getParent(), "a socket's folder");
      Files.createDirectories(folder);
      if (Files.exists(path) && isServed(path)) {
        throw new IOException("another process serves " + path + ": stop that first");
      }
      ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      bind(listening, path, folder);
      UapiServer server = new UapiServer(path, listening, device, log);
      Thread.ofVirtual().name("uapi " + path.getFileName()).start(server::accept);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException("listen at " + path + ": " + e.getMessage(), e);
    }
  }

  private static boolean isServed(Path path) {
    try (SocketChannel attempt = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      return attempt.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** Nobody else can reach the socket before its mode is set: it is made in a folder of our own. */
  private static void bind(ServerSocketChannel listening, Path path, Path folder)
      throws IOException {
    Path ours = Files.createTempDirectory(folder, ".wg");
    Path hidden = ours.resolve("s");
    try {
      listening.bind(UnixDomainSocketAddress.of(hidden));
      Files.setPosixFilePermissions(hidden, PosixFilePermissions.fromString("rw-------"));
      Files.move(hidden, path, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      listening.close();
      Files.deleteIfExists(hidden);
      throw e;
    } finally {
      Files.delete(ours);
    }
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel connection = listening.accept();
        if (free.tryAcquire()) {
          connections.add(connection);
          Thread.ofVirtual().name("uapi connection").start(() -> serve(connection));
        } else {
          connection.close();
        }
      }
    } catch (IOException e) {
      log.verbose(() -> "UAPI listener stopped");
    }
  }

  private void serve(SocketChannel connection) {
    try (connection) {
      new UapiSession(
              new BufferedInputStream(Channels.newInputStream(connection)),
              Channels.newOutputStream(connection),
              device)
          .serve();
    } catch (IOException e) {
      log.verbose(() -> "UAPI connection ended: " + e.getMessage());
    } catch (IllegalStateException e) {
      log.error("UAPI: " + e.getMessage());
    } finally {
      connections.remove(connection);
      free.release();
    }
  }

  /** Ends all connections and removes the socket. */
  @Override
  public void close() {
    try {
      listening.close();
      for (SocketChannel connection : connections) {
        connection.close();
      }
      Files.deleteIfExists(path);
    } catch (IOException e) {
      log.error("close " + path + ": " + e.getMessage());
    }
  }
}
