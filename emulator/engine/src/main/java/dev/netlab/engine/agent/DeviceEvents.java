package dev.netlab.engine.agent;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * The events of an agent's devices, as they happen. The agent keeps some ten thousand for a slow
 * reader; beyond that it only counts them.
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
   * Asks for a {@link DeviceEvent.AllTold} behind all events that happened before this.
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

  /** Ends the events; what was not read is lost. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new AgentException("close the connection to the agent", e);
    }
  }
}
