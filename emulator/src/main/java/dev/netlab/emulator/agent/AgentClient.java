package dev.netlab.emulator.agent;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.netlab.emulator.process.Cancellation;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** A conversation with a lab's agent. */
public final class AgentClient implements AutoCloseable {
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(2);

  private final AgentFiles files;
  private final SocketChannel channel;
  private final Lines lines;

  private AgentClient(AgentFiles files, SocketChannel channel) {
    this.files = files;
    this.channel = channel;
    this.lines = new Lines(channel);
  }

  /**
   * Connects to the agent that listens now.
   *
   * @throws AgentException where none does
   */
  public static AgentClient connect(AgentFiles files) {
    try {
      return new AgentClient(files, SocketChannel.open(UnixDomainSocketAddress.of(files.socket())));
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
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      boolean last = !process.isAlive() || System.nanoTime() > end;
      try {
        return connect(files);
      } catch (AgentException e) {
        Cancellation.current().check();
        if (last) {
          String state = process.isAlive() ? "is not ready" : "has ended";
          throw new AgentException("the agent " + state + files.lastWords());
        }
        LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
      }
    }
  }

  /**
   * Has it open the devices of {@code agent.json} that are not open.
   *
   * @throws AgentException naming the device that could not be opened, with the kernel's words
   */
  public void attach() {
    request("attach");
  }

  /**
   * Has it run the containers of {@code containers.json} that do not run, and returns when each has
   * been ready.
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
   * Has it tell what its devices do with packets, from the return of this on. The conversation is
   * that from now on, and nothing else can be asked in it.
   */
  public DeviceEvents observe() {
    request("observe");
    return new DeviceEvents(channel, lines);
  }

  /** Has it end; it does so after the reply. */
  public void stop() {
    request("stop");
  }

  private Map<String, Object> request(String name) {
    try (var _ = Cancellation.current().onCancel(this::hangUp)) {
      lines.write(JSON.std.asString(Map.of("request", name)));
      String line = lines.read();
      if (line == null) {
        throw new AgentException(
            "the agent ended before it answered '" + name + "'" + files.lastWords());
      }
      Map<String, Object> reply = JSON.std.mapFrom(line);
      if (Boolean.TRUE.equals(reply.get("ok"))) {
        return reply;
      }
      throw new AgentException(String.valueOf(reply.get("error")));
    } catch (IOException e) {
      Cancellation.current().check(); // the connection is closed by it
      throw new AgentException(
          "ask the agent to %s: %s%s".formatted(name, e.getMessage(), files.lastWords()));
    }
  }

  private void hangUp() {
    try {
      channel.close();
    } catch (IOException alreadyBroken) {
      // The request fails, which is what is wanted.
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
