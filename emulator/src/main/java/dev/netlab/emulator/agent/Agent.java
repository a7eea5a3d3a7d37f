package dev.netlab.emulator.agent;

import dev.netlab.emulator.container.Supervisor;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The background process of one lab: {@code netlab agent STATE_DIR}. It listens first and opens
 * devices when asked, so that it can start while the namespaces are still being made. It ends by
 * request or SIGTERM, when its socket is removed, and with the last of its devices, if it has no
 * containers.
 */
public final class Agent {
  private static final Duration TO_END = Duration.ofSeconds(2);

  private Agent() {}

  public static void main(String... arguments) throws Exception {
    if (arguments.length != 1) {
      System.err.println("usage: netlab agent STATE_DIR");
      System.exit(2);
    }
    CountDownLatch ended = new CountDownLatch(1);
    try {
      serve(new AgentFiles(Path.of(arguments[0])), ended);
    } finally {
      ended.countDown();
    }
    System.exit(0);
  }

  private static void serve(AgentFiles files, CountDownLatch ended)
      throws IOException, InterruptedException {
    Lifetime lifetime = new Lifetime();
    try (ServerSocketChannel server = listen(files.socket());
        Devices devices = new Devices(lifetime);
        Supervisor containers = new Supervisor();
        FileWatch watch = new FileWatch()) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(lifetime, ended)));
      watch.onDeletion(files.socket(), lifetime::end);
      Requests requests = new Requests(files, devices, containers, lifetime, watch);
      Thread.ofPlatform().name("requests").daemon().start(() -> accept(server, requests));
      Log.say("listening at " + files.socket());
      lifetime.awaitEnd();
      Log.say("ends");
    } finally {
      Files.deleteIfExists(files.socket());
    }
  }

  /** At SIGTERM the JVM goes as soon as its hooks are done: this one waits for {@link #serve}. */
  private static void end(Lifetime lifetime, CountDownLatch ended) {
    lifetime.end();
    try {
      if (!ended.await(TO_END.toMillis(), TimeUnit.MILLISECONDS)) {
        Log.say("does not end in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static ServerSocketChannel listen(Path socket) throws IOException {
    Files.deleteIfExists(socket);
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
    return server;
  }

  private static void accept(ServerSocketChannel server, Requests requests) {
    while (true) {
      try {
        SocketChannel client = server.accept();
        Thread.ofVirtual().start(() -> requests.serve(client));
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException e) {
        Log.say("accept: " + e.getMessage());
        return;
      }
    }
  }
}
