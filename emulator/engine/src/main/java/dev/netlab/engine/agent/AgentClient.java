package dev.netlab.engine.agent;

import dev.netlab.engine.agent.SilentAgentException.Peer;
import dev.netlab.engine.jvm.Cancellation;
import dev.netlab.netlink.unix.SocketPath;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.jr.ob.JSON;

/**
 * A connection to a lab's agent. Every request fails with a {@link SilentAgentException} if the
 * agent neither answers nor sends heartbeats.
 */
public final class AgentClient implements AutoCloseable {
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(2);

  /** How long an agent may be silent: one that works sends a heartbeat each second. */
  public static final Duration SILENCE = Duration.ofSeconds(10);

  private final AgentFiles files;
  private final Peer peer;
  private final Duration silence;
  private final SocketChannel channel;
  private final LineChannel lines;

  private AgentClient(AgentFiles files, Peer peer, Duration silence, SocketChannel channel) {
    this.files = files;
    this.peer = peer;
    this.silence = silence;
    this.channel = channel;
    this.lines = new LineChannel(channel);
  }

  /**
   * Connects to the agent that listens now.
   *
   * @throws AgentException where none does
   */
  public static AgentClient connect(AgentFiles files) {
    return connect(files, new Peer(0), SILENCE);
  }

  private static AgentClient connect(AgentFiles files, Peer peer, Duration silence) {
    try {
      SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      // It waits where the agent has not accepted those before.
      try (Deadline _ = new Deadline(channel, silence)) {
        SocketPath.use(files.socket(), channel::connect);
        return new AgentClient(files, peer, silence, channel);
      } catch (AsynchronousCloseException e) {
        throw new SilentAgentException(files, peer, "connect", silence);
      } catch (IOException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw new AgentException("the agent does not answer at " + files.socket(), e);
    }
  }

  /**
   * Connects to an agent that has just been started, as soon as it listens.
   *
   * @throws AgentException where it has ended, or does not listen in time
   */
  public static AgentClient connect(AgentFiles files, AgentProcess process, Duration patience) {
    return connect(files, process, patience, SILENCE);
  }

  /**
   * The same with another limit of how long an agent may be silent.
   *
   * @throws AgentException where it has ended, or does not listen in time
   */
  public static AgentClient connect(
      AgentFiles files, AgentProcess process, Duration patience, Duration silence) {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      boolean last = !process.isAlive() || System.nanoTime() > end;
      try {
        return connect(files, new Peer(process.pid()), silence);
      } catch (SilentAgentException e) {
        throw e;
      } catch (AgentException e) {
        Cancellation.current().check();
        if (last && process.isAlive()) {
          throw new SilentAgentException(files, new Peer(process.pid()), "connect", patience);
        }
        if (last) {
          throw new AgentException("the agent has ended" + files.lastWords());
        }
        LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
      }
    }
  }

  /**
   * Asks it to open the devices of {@code agent.json} that are not open.
   *
   * @throws AgentException naming the device that could not be opened, with the kernel's words
   */
  public void attach() {
    request("attach");
  }

  /**
   * Asks it to run the containers of {@code containers.json} that do not run, and returns when each
   * has been ready.
   *
   * @throws AgentException naming the container that ended or was not ready in time
   */
  public void startContainers() {
    request("start-containers");
  }

  public AgentStatus status() {
    return AgentStatus.fromMap(request("status"));
  }

  /**
   * Asks for the events of its devices, from the return of this on. The connection carries only
   * events from then on.
   */
  public DeviceEvents observe() {
    request("observe");
    return new DeviceEvents(channel, lines);
  }

  /** Asks it to end; it does so after the reply. */
  public void stop() {
    request("stop");
  }

  private Map<String, Object> request(String name) {
    String text = text(name); // our own loading of code is none of the agent's silence
    try (Deadline deadline = new Deadline(channel, silence);
        var _ = Cancellation.current().onCancel(this::hangUp)) {
      try {
        return reply(name, text, deadline);
      } catch (IOException e) {
        if (deadline.passed()) {
          throw new SilentAgentException(files, peer, name, silence);
        }
        Cancellation.current().check(); // the connection is closed by it
        throw new AgentException(
            "ask the agent to %s: %s%s".formatted(name, e.getMessage(), files.lastWords()));
      }
    }
  }

  private void hangUp() {
    try {
      channel.close();
    } catch (IOException alreadyBroken) {
      // The request fails, which is what is wanted.
    }
  }

  private static String text(String request) {
    return JSON.std.asString(Map.of("request", request));
  }

  private Map<String, Object> reply(String name, String text, Deadline deadline)
      throws IOException {
    lines.write(text);
    String line;
    do {
      line = lines.read();
      deadline.restart();
    } while (Heartbeat.LINE.equals(line));
    if (line == null) {
      throw new AgentException(
          "the agent ended before it answered '" + name + "'" + files.lastWords());
    }
    Map<String, Object> reply = map(name, line);
    if (Boolean.TRUE.equals(reply.get("ok"))) {
      return reply;
    }
    throw new AgentException(String.valueOf(reply.get("error")));
  }

  private static Map<String, Object> map(String name, String line) {
    try {
      return JSON.std.mapFrom(line);
    } catch (JacksonException e) {
      throw new AgentException("read the agent's answer to '" + name + "'", e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new AgentException("close the connection to the agent", e);
    }
  }
}
