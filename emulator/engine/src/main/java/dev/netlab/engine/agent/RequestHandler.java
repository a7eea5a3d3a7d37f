package dev.netlab.engine.agent;

import dev.netlab.engine.container.ContainerJson;
import dev.netlab.engine.container.ContainerSpec;
import dev.netlab.engine.container.Supervisor;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.jr.ob.JSON;

/**
 * Requests to an agent: {@code {"request": "attach"}}, {@code "start-containers"}, {@code "status"}
 * or {@code "stop"}; the reply is {@code {"ok": true, ...}} or {@code {"ok": false, "error":
 * "..."}}. After {@code "observe"} and its reply the connection carries {@linkplain DeviceEventJson
 * events} until the client closes it. An empty line before a reply means that the agent is working
 * on it.
 */
final class RequestHandler {
  /** Characters of a request: it has a name and nothing else. */
  private static final int LONGEST = 1 << 16;

  private final AgentFiles files;
  private final DeviceRegistry devices;
  private final Supervisor containers;
  private final ShutdownLatch lifetime;
  private final FileWatch watch;
  private final long started = System.nanoTime();

  RequestHandler(
      AgentFiles files,
      DeviceRegistry devices,
      Supervisor containers,
      ShutdownLatch lifetime,
      FileWatch watch) {
    this.files = files;
    this.devices = devices;
    this.containers = containers;
    this.lifetime = lifetime;
    this.watch = watch;
  }

  void serve(SocketChannel client) {
    try (client) {
      LineChannel lines = new LineChannel(client);
      String line;
      while ((line = lines.read(LONGEST)) != null) {
        String asked = line;
        String name = meanwhileAlive(lines, () -> name(asked));
        if (name.equals("observe")) {
          observe(lines);
          return;
        }
        lines.write(meanwhileAlive(lines, () -> JSON.std.asString(reply(name))));
      }
    } catch (IOException e) {
      Log.write("a request broke off: " + e.getMessage());
    }
  }

  private interface Answer {
    String get() throws IOException;
  }

  /** The first one also loads code, which takes seconds on a machine that is busy or emulated. */
  private static String meanwhileAlive(LineChannel lines, Answer answer) throws IOException {
    try (Heartbeat _ = new Heartbeat(lines)) {
      return answer.get();
    }
  }

  private static String name(String line) {
    try {
      return String.valueOf(JSON.std.mapFrom(line).get("request"));
    } catch (JacksonException e) {
      return line;
    }
  }

  /**
   * Sends events to this client until it closes its side; a line from it asks for all events so
   * far.
   */
  private void observe(LineChannel lines) throws IOException {
    EventQueue queue = new EventQueue();
    devices.observe(queue);
    try {
      lines.write(JSON.std.asString(Map.of("ok", true)));
      Thread.ofPlatform().daemon().name("events").start(() -> queue.writeTo(lines));
      while (lines.read(LONGEST) != null) {
        queue.addMarker();
      }
    } finally {
      queue.close();
      devices.stopObserving(queue);
    }
  }

  private Map<String, Object> reply(String name) {
    Map<String, Object> reply = new LinkedHashMap<>();
    reply.put("ok", true);
    try {
      switch (name) {
        case "attach" -> attach();
        case "status" -> reply.putAll(status().toMap());
        case "start-containers" -> startContainers();
        case "stop" -> lifetime.end();
        default -> throw new AgentException("no such request: " + name);
      }
      return reply;
    } catch (IOException | RuntimeException e) {
      String why = Shortage.describe(e);
      Log.write("refused " + name + ": " + why);
      return Map.of("ok", false, "error", why);
    } catch (Error e) {
      // Such as no memory: who asked is to hear it, and the log has where.
      Log.write("failed at " + name, e);
      return Map.of("ok", false, "error", e.toString());
    }
  }

  private void attach() throws IOException {
    List<Device> wanted = DeviceRegistry.read(files.devices());
    devices.attach(wanted);
    for (Device device : wanted) {
      for (Path namespace : device.namespaces()) {
        watch.onDeletion(namespace, devices::namespacesChanged);
      }
    }
    devices.namespacesChanged();
    Log.write("attached " + wanted.size() + " devices");
  }

  private void startContainers() throws IOException {
    List<ContainerSpec> wanted = ContainerJson.read(Files.readString(files.containers()));
    lifetime.holdForContainers();
    containers.start(wanted);
    Log.write("started " + wanted.size() + " containers");
  }

  private AgentStatus status() throws IOException {
    long uptime = (System.nanoTime() - started) / 1_000_000;
    return new AgentStatus(
        ProcessHandle.current().pid(), rss(), uptime, devices.status(), containers.status());
  }

  private static long rss() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
        .findFirst()
        .orElse(0);
  }
}
