package dev.netlab.insight.capture;

import dev.netlab.netlink.netfilter.NetfilterEvent;
import dev.netlab.netlink.netfilter.NetfilterGroup;
import dev.netlab.netlink.netfilter.NetfilterListener;
import dev.netlab.netlink.netns.Namespace;
import dev.netlab.netlink.rtnetlink.NamespaceId;
import dev.netlab.netlink.socket.NetlinkFamily;
import dev.netlab.netlink.socket.NetlinkSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Receives the netfilter events of several nodes by one socket. The socket is in its own namespace,
 * that numbers the nodes', so that nothing of this shows in the lab and all of it ends with the
 * process.
 */
final class NetfilterRecorder implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Namespace observatory;
  private final NetfilterListener listener;
  private final List<String> nodes;
  private final List<NodeEvent> events = new ArrayList<>();
  private final Checkpoints<Heard> checkpoints = new Checkpoints<>();
  private final Thread thread =
      Thread.ofPlatform().name("capture events").daemon().unstarted(this::run);
  private volatile boolean stopping;
  private volatile @Nullable Throwable failure;
  private long lost;

  private NetfilterRecorder(Namespace observatory, NetfilterListener listener, List<String> nodes) {
    this.observatory = observatory;
    this.listener = listener;
    this.nodes = nodes;
  }

  /** Starts; when this returns, events of every node are being recorded. */
  static NetfilterRecorder start(Map<String, Namespace> nodes) {
    Namespace observatory = Namespace.create();
    try (NetlinkSocket socket = NetlinkSocket.open(NetlinkFamily.ROUTE, observatory)) {
      List<String> names = List.copyOf(nodes.keySet());
      for (int id = 0; id < names.size(); id++) {
        Namespace node = nodes.get(names.get(id));
        if (node != null) {
          socket.request(NamespaceId.set(node, id));
        }
      }
      NetfilterListener listener =
          NetfilterListener.open(observatory, EnumSet.allOf(NetfilterGroup.class));
      NetfilterRecorder started = new NetfilterRecorder(observatory, listener, names);
      started.thread.start();
      return started;
    } catch (RuntimeException e) {
      observatory.close();
      throw e;
    }
  }

  private void run() {
    try {
      listen();
    } catch (RuntimeException | Error e) {
      failure = e;
    } finally {
      checkpoints.end();
    }
  }

  private void listen() {
    for (var heard = listener.receive(PATIENCE);
        heard.isPresent() && !stopping;
        heard = listener.receive(PATIENCE)) {
      heard.get().forEach(this::add);
      checkpoints.answer(this::allUntilNow);
    }
  }

  /** The kernel queues an event while it happens: what happened before is there. */
  private Heard allUntilNow() {
    for (var heard = listener.receive(Duration.ZERO);
        heard.isPresent() && !heard.get().isEmpty();
        heard = listener.receive(Duration.ZERO)) {
      heard.get().forEach(this::add);
    }
    Heard all = new Heard(List.copyOf(events), lost);
    events.clear();
    lost = 0;
    return all;
  }

  private void add(NetfilterEvent event) {
    if (event instanceof NetfilterEvent.Lost) {
      lost++;
    } else if (event.nsid() >= 0 && event.nsid() < nodes.size()) {
      Instant now = Instant.now();
      long nanos = now.getEpochSecond() * 1_000_000_000L + now.getNano();
      events.add(new NodeEvent(nodes.get(event.nsid()), nanos, event));
    }
  }

  /**
   * What was received.
   *
   * @param lost how often the queue was full
   */
  record Heard(List<NodeEvent> events, long lost) {}

  /**
   * What happened since the start, or since the last call; what kept it from being heard is thrown.
   */
  Heard take() {
    try {
      return checkpoints.ask(listener::wake);
    } catch (CompletionException e) {
      PacketRings.rethrow(failure);
      throw e;
    }
  }

  private void end() {
    stopping = true;
    listener.wake();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    end();
    listener.close();
    observatory.close();
  }
}
