package dev.netlab.wireguard.main;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Objects;

/** Does something once when the UAPI socket is deleted: that is how a device is told to end. */
final class SocketWatch implements AutoCloseable {
  private final WatchService watch;

  private SocketWatch(WatchService watch) {
    this.watch = watch;
  }

  static SocketWatch start(Path socket, Runnable onDeletion) {
    try {
      Path folder = Objects.requireNonNull(socket.getParent(), "a socket's folder");
      WatchService watch = folder.getFileSystem().newWatchService();
      folder.register(watch, StandardWatchEventKinds.ENTRY_DELETE);
      Thread.ofPlatform()
          .daemon()
          .name("socket watch")
          .start(() -> await(watch, socket, onDeletion));
      return new SocketWatch(watch);
    } catch (IOException e) {
      throw new UncheckedIOException("watch " + socket + ": " + e.getMessage(), e);
    }
  }

  private static void await(WatchService watch, Path socket, Runnable onDeletion) {
    try {
      while (Files.exists(socket)) {
        WatchKey key = watch.take();
        key.pollEvents();
        key.reset();
      }
      onDeletion.run();
    } catch (ClosedWatchServiceException e) {
      // The device ended first.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    try {
      watch.close();
    } catch (IOException e) {
      throw new UncheckedIOException("stop watching the UAPI socket", e);
    }
  }
}
