package dev.netlab.netlink.unix;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Consumer;

/** A Unix socket that only its owner can reach (mode 0600), from its first moment on. */
public final class ListeningSocket implements AutoCloseable {
  private final Path path;
  private final ServerSocketChannel channel;

  private ListeningSocket(Path path, ServerSocketChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Listens at the path, whose folder is there. A socket that no process serves any more is
   * replaced.
   *
   * @throws IOException if another serves there, or there is no getting at the path
   */
  public static ListeningSocket open(Path path) throws IOException {
    if (Files.exists(path) && isServed(path)) {
      throw new IOException("another process serves " + path + ": stop that first");
    }
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      bind(channel, path);
      return new ListeningSocket(path, channel);
    } catch (IOException | RuntimeException | Error e) {
      channel.close();
      throw e;
    }
  }

  private static boolean isServed(Path path) {
    try (SocketChannel attempt = SocketPath.use(path, SocketChannel::open)) {
      return attempt.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Nobody else can reach the socket before its mode is set: it is made in a folder of our own, by
   * its own name, which is what {@code ss -x} shows from then on.
   */
  private static void bind(ServerSocketChannel channel, Path path) throws IOException {
    Path ours = Files.createTempDirectory(path.toAbsolutePath().getParent(), ".new");
    Path hidden = ours.resolve(path.getFileName());
    try {
      SocketPath.use(hidden, channel::bind);
      Files.setPosixFilePermissions(hidden, PosixFilePermissions.fromString("rw-------"));
      Files.move(hidden, path, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(hidden);
      Files.delete(ours);
    }
  }

  /**
   * Hands over connections until this is closed, whatever the machine runs out of meanwhile.
   *
   * @param serve takes a connection and returns soon
   * @param problem is told why nobody can be accepted, once until somebody is again
   */
  public void accept(Consumer<SocketChannel> serve, Consumer<String> problem) {
    AcceptLoop.run(channel::accept, serve, problem);
  }

  /** Ends {@link #accept} and removes the socket. */
  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(path);
  }
}
