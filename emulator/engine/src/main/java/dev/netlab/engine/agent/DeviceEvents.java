package dev.netlab.engine.agent;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * What an agent's devices do, as it happens. The agent keeps some ten thousand events for a slow
 * reader and then tells only how many more there were.
 */
public final class DeviceEvents implements AutoCloseable {
  private final SocketChannel channel;
  private final LineChannel lines;

  DeviceEvents(SocketChannel channel, LineChannel lines) {
    this.channel = channel;
    this.lines = lines;
  }

  /**
   * Waits for the next event; null once the agent has ended or {@link #close} was called, which
   * another thread may do.
   *
   * @throws AgentException where the connection breaks
   */
  public @Nullable DeviceEvent next() {
    try {
      String line = lines.read();
      return line == null ? null : DeviceEventJson.read(line);
    } catch (ClosedChannelException e) {
      return null;
    } catch (IOException e) {
      throw new AgentException("read events of the agent's devices", e);
    }
  }

  /**
   * Has the agent tell, as an event of its own, when all that happened before this was told.
   *
   * @throws AgentException where the connection breaks
   */
  public void askForAll() {
    try {
      lines.write("");
    } catch (IOException e) {
      throw new AgentException("ask for all events of the agent's devices", e);
    }
  }

  /** The agent tells no more, and what was not read is lost. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new AgentException("close the connection to the agent", e);
    }
  }
}
