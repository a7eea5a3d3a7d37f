package dev.netlab.engine.agent;

import dev.netlab.engine.container.Supervisor;
import dev.netlab.engine.jvm.FatalThreads;
import dev.netlab.netlink.unix.ListeningSocket;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
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
    // A lab whose agent lacked a thread would seem to be whole.
    FatalThreads.install(Log::write);
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
    ShutdownLatch lifetime = new ShutdownLatch();
    try (ListeningSocket server = ListeningSocket.open(files.socket());
        DeviceRegistry devices = new DeviceRegistry(lifetime);
        Supervisor containers = new Supervisor();
        FileWatch watch = new FileWatch()) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(lifetime, ended)));
      watch.onDeletion(files.socket(), lifetime::end);
      RequestHandler requests = new RequestHandler(files, devices, containers, lifetime, watch);
      Thread.ofPlatform()
          .name("requests")
          .daemon()
          .start(() -> server.accept(client -> serve(requests, client), Log::write));
      Log.write("listening at " + files.socket());
      lifetime.awaitEnd();
      Log.write("ends");
    }
  }

  /** By no virtual thread: what polls for those keeps a JVM that exits waiting for 0.3 s. */
  private static void serve(RequestHandler requests, SocketChannel client) {
    Thread.ofPlatform().daemon().name("request").start(() -> requests.serve(client));
  }

  /** At SIGTERM the JVM goes as soon as its hooks are done: this one waits for {@link #serve}. */
  private static void end(ShutdownLatch lifetime, CountDownLatch ended) {
    lifetime.end();
    try {
      if (!ended.await(TO_END.toMillis(), TimeUnit.MILLISECONDS)) {
        Log.write("does not end in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
