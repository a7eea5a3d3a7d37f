package dev.netlab.insight.facts;

import dev.netlab.lab.Listener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardSocketOptions;
import java.util.ArrayList;
import java.util.List;

/**
 * A scenario's TCP listeners, until closed. Connections are not accepted: the kernel completes them
 * and queues what a client sends, which is all that a path needs.
 */
final class TcpListeners implements AutoCloseable {
  private static final int BACKLOG = 4096;

  private final List<ServerSocket> sockets = new ArrayList<>();

  private TcpListeners() {}

  static TcpListeners start(List<Listener> listeners, Kernels kernels) {
    TcpListeners listening = new TcpListeners();
    try {
      for (Listener listener : listeners) {
        listening.sockets.add(kernels.namespace(listener.node()).call(() -> open(listener.port())));
      }
      return listening;
    } catch (IOException e) {
      listening.close();
      Listener listener = listeners.get(listening.sockets.size());
      throw new UncheckedIOException(
          "listen at TCP port %d of %s".formatted(listener.port(), listener.node()), e);
    }
  }

  private static ServerSocket open(int port) throws IOException {
    ServerSocket socket = new ServerSocket();
    try {
      // A child that is just being started may still hold the socket of the scenario before.
      socket.setOption(StandardSocketOptions.SO_REUSEPORT, true);
      socket.bind(new InetSocketAddress(port), BACKLOG);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  @Override
  public void close() {
    for (ServerSocket socket : sockets) {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException("close " + socket, e);
      }
    }
  }
}
